import { controlPlaneFile, onControlPlaneHost } from '../../../shared/requirement.ts';
import { flagzSince, goneSince } from '../../../data/component-flags.ts';
import { fileInsteadOf, urlFlags } from '../../../data/flag-kinds.ts';
import { isRepeatable } from '../../../data/flag-types.ts';
import { writeCsv } from '../../../shared/csv.ts';
import type { Evidence, EvidenceSource, UnknownReason } from '../../../shared/evidence.ts';
import { GET_VERSION } from '../../requirements.ts';
import type { FlagAnswer, ObservedFlag } from '../../types.ts';
import { comparable, defaultOf, isSymbolic, isUnreadable, listItems, normalize } from './flag-values.ts';

export { effectiveValue, isFalse, listItems } from './flag-values.ts';

/** The flags of one instance from one data source. */
export interface FlagSource {
  source: EvidenceSource;
  /** `pod kube-system/kube-apiserver-cp-1`, `GET /flagz`. */
  location: string;
  /** Effective values by name. */
  flags: ReadonlyMap<string, string>;
  /**
   * effective: contains every flag, including defaults (flagz). argv: absent flags have the program's default.
   * partial: absent flags may be set by another source (a distribution's own code, a shell script).
   */
  kind: 'effective' | 'argv' | 'partial';
  /** The distribution's defaults for flags that are absent from `flags`: not observed, so with confidence default. */
  defaults?: ReadonlyMap<string, string>;
  /** That it belongs to this program is inferred: a pod without all marks of the kubelet. */
  inferred?: true;
  /** Flags that a source that is not visible may still change: their values prove a fault, but no pass. */
  open?: ReadonlySet<string>;
  /** Absent flags that a variable from another source may set. */
  unreported?: ReadonlySet<string>;
  /** Why none of it counts as a pass: its pod is not ready. */
  uncertainty?: string;
  /** The notation of a value that was not set by a flag: `ETCD_CERT_FILE=/pki/server.crt`. */
  spelling?: ReadonlyMap<string, string>;
}

export interface ComponentInstance {
  name: string;
  /** Best first. */
  sources: readonly FlagSource[];
  /** Its possible minor versions, for defaults that changed; absent = not known. */
  minors?: readonly number[];
  /** Represents further instances that may exist: no data source has their number. */
  uncounted?: true;
}

export interface FlagContext {
  program: string;
  instances: readonly ComponentInstance[];
  /** The reason when no instance has visible flags. */
  whyUnknown: UnknownReason;
}

/** The effective value of one flag on every instance, from the best data source of each. */
export function resolveFlag(context: FlagContext, name: string): FlagAnswer {
  const observations: ObservedFlag[] = [];
  const whys: UnknownReason[] = [];
  let uncollected = 0;
  for (const instance of context.instances) {
    const observation = observe(context.program, instance, name, (why) => whys.push(why));
    if (observation) observations.push(observation);
    if (!observation || observation.uncertainty !== undefined) uncollected++;
  }
  const [why] = whys;
  if (observations.length === 0) return { known: false, ...(why ?? context.whyUnknown) };
  const uncounted = context.instances.some((instance) => instance.uncounted);
  return { known: true, observations, uncollected, ...(uncounted && { uncounted }), ...(why && { why }) };
}

function observe(
  program: string,
  instance: ComponentInstance,
  name: string,
  onHidden: (why: UnknownReason) => void,
): ObservedFlag | undefined {
  const whys: UnknownReason[] = [];
  for (const flagSource of instance.sources) {
    const shown = fromSource({ program, instance, flagSource, name });
    if (shown && 'value' in shown) return { instance: instance.name, ...shown };
    if (shown) whys.push(shown);
  }
  if (whys[0]) onHidden(whys[0]);
  return undefined;
}

interface Question {
  program: string;
  instance: ComponentInstance;
  flagSource: FlagSource;
  name: string;
}

type Shown = Omit<ObservedFlag, 'instance'>;

/** The value from one data source; a reason where the flag is set in another place; undefined where the source does not decide. */
function fromSource(question: Question): Shown | UnknownReason | undefined {
  const { program, flagSource, name } = question;
  if (isGone(question)) return gone(question);
  const file = fileInstead(program, flagSource, name);
  if (file?.named !== undefined)
    return {
      reason: `the setting may be in ${file.named}, which is not visible`,
      requires: [controlPlaneFile(file.named)],
    };
  const value = flagSource.flags.get(name);
  if (value === undefined) return undeclared(question);
  if (flagSource.kind !== 'effective' && isUnreadable(name, value))
    return {
      reason: `--${name}=${value} is not a valid list: ${program} does not start with this value`,
      requires: [onControlPlaneHost(`look at --${name} on the control-plane host`)],
    };
  const reported = reportable(name, value);
  if (reported === undefined) return undefined;
  const open = reported !== value || flagSource.open?.has(name) === true;
  const more = open && isRepeatable(name);
  return {
    ...declared(question, reported, open || file?.possible === true),
    ...(more && { more }),
  };
}

/** Whether a file is, or may be, read instead of this flag. */
function fileInstead(
  program: string,
  flagSource: FlagSource,
  name: string,
): { named?: string; possible?: true } | undefined {
  const rule = fileInsteadOf[program];
  if (flagSource.kind === 'effective' || !rule || name === rule.flag) return undefined;
  if (rule.flags !== 'all' && !rule.flags.includes(name)) return undefined;
  const named = flagSource.flags.get(rule.flag);
  if (named) return { named };
  const possible =
    named === undefined && (flagSource.kind === 'partial' || flagSource.unreported?.has(rule.flag) === true);
  return possible ? { possible: true } : undefined;
}

/** An unexpanded variable shows that the flag is set, but not its value; the remaining items of a list count. */
function reportable(name: string, value: string): string | undefined {
  if (!isSymbolic(value) || (urlFlags.has(name) && listItems(value).every(hasScheme))) return value;
  const rest = isRepeatable(name) ? listItems(value).filter((item) => !isSymbolic(item)) : [];
  return rest.length > 0 ? writeCsv(rest) : undefined;
}

/** A flag without effect in this release, regardless of the command line. */
function gone({ flagSource, instance: { minors }, name }: Question): Shown {
  const evidence = flagEvidence(flagSource, `--${name} does nothing in this release`, 'default');
  return { value: '', set: false, evidence, ...(minors && { minors }) };
}

/** Whether none of the instance's possible releases has the flag. */
function isGone({ program, instance: { minors }, flagSource, name }: Question): boolean {
  const since = goneSince[program]?.[name];
  if (since === undefined) return false;
  if (flagSource.kind === 'effective') return since <= flagzSince;
  return minors?.every((minor) => minor >= since) === true;
}

function hasScheme(url: string): boolean {
  return /^[a-z]+:\/\//i.test(url);
}

function declared({ program, instance, flagSource, name }: Question, value: string, open: boolean): Shown {
  const disagreement = disagreementWith(program, instance, flagSource, name, value);
  const uncertainty = flagSource.uncertainty ?? (open ? OPEN : undefined);
  return {
    value: normalize(program, name, value),
    set: true,
    evidence: flagEvidence(flagSource, flagSource.spelling?.get(name) ?? `--${name}=${value}`, 'observed'),
    ...(disagreement && { disagreement }),
    ...(uncertainty !== undefined && { uncertainty }),
    ...(instance.minors && { minors: instance.minors }),
  };
}

/** Why a visible value may not be the effective one. */
const OPEN = 'the rest of its command line or of its environment is not visible';

/** The value of a flag that is absent from this data source; a reason or undefined where it is unknown. */
function undeclared({ program, instance, flagSource, name }: Question): Shown | UnknownReason | undefined {
  const { minors } = instance;
  const rest = {
    set: false,
    ...(flagSource.uncertainty !== undefined && { uncertainty: flagSource.uncertainty }),
    ...(minors && { minors }),
  };
  const own = flagSource.defaults?.get(name);
  if (own !== undefined) {
    const shown = own === '' ? `--${name} not set` : `--${name}=${own} by default`;
    return { ...rest, value: own, evidence: flagEvidence(flagSource, shown, 'default') };
  }
  if (flagSource.kind !== 'argv' || flagSource.unreported?.has(name)) return undefined;
  const fallback = defaultOf(program, name, minors);
  if (fallback === 'version')
    return {
      reason: `the default of --${name} depends on the version of ${program}, which is not known`,
      requires: [GET_VERSION],
    };
  if (fallback === undefined) return undefined;
  const shown = fallback.value === '' ? `--${name} not set` : `--${name} not set, default ${fallback.value}`;
  return { ...rest, value: fallback.value, evidence: flagEvidence(flagSource, shown, 'default') };
}

/** Only flags that are set explicitly are compared: a data source without a default value is no contradiction. */
function disagreementWith(
  program: string,
  instance: ComponentInstance,
  best: FlagSource,
  name: string,
  value: string,
): Evidence | undefined {
  for (const other of instance.sources) {
    const theirs = other === best ? undefined : other.flags.get(name);
    if (theirs === undefined || isSymbolic(theirs)) continue;
    if (comparable(program, name, theirs) !== comparable(program, name, value))
      return flagEvidence(other, `--${name}=${theirs}`, 'observed');
  }
  return undefined;
}

/** A configuration is intent; that it is in force is inferred. */
function flagEvidence(flagSource: FlagSource, value: string, confidence: Evidence['confidence']): Evidence {
  const { source, location, inferred } = flagSource;
  return {
    source,
    confidence: source === 'configmap' || inferred ? 'inferred' : confidence,
    location,
    value,
  };
}
