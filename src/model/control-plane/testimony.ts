import { flagzSince, goneSince } from '../../data/component-flags.ts';
import { accumulatingFlags, fileInsteadOf, urlFlags } from '../../data/flag-kinds.ts';
import type { Evidence, Witness } from '../../shared/evidence.ts';
import { GET_VERSION } from '../settle.ts';
import type { FlagAnswer, FlagSighting } from '../types.ts';
import { comparable, defaultOf, isSymbolic, listItems, normalise } from './flag-values.ts';
import type { Silence } from './silence.ts';

export { isFalse, listItems } from './flag-values.ts';

/** What one witness says about the flags of one instance. */
export interface Testimony {
  witness: Witness;
  /** `pod kube-system/kube-apiserver-cp-1`, `GET /flagz`. */
  source: string;
  /** Effective values by name. */
  flags: ReadonlyMap<string, string>;
  /**
   * effective: holds every flag, defaults too (flagz). argv: absent flags have the program's default.
   * partial: absent flags may be set by something else (a distribution's own code, a shell script).
   */
  kind: 'effective' | 'argv' | 'partial';
  /** What the distribution sets where `flags` is silent: nobody saw it, so that it is a default and no more. */
  defaults?: ReadonlyMap<string, string>;
  /** That it speaks for this program is concluded: a pod without all marks of the kubelet. */
  inferred?: true;
  /** Flags that something not visible may still change: what they show proves a fault, and no more. */
  open?: ReadonlySet<string>;
  /** Absent flags that a variable from elsewhere may set. */
  untold?: ReadonlySet<string>;
  /** Why nothing good can be concluded from any of it: its pod is not ready. */
  doubt?: string;
  /** How a value was given where it was no flag: `ETCD_CERT_FILE=/pki/server.crt`. */
  spelling?: ReadonlyMap<string, string>;
}

export interface Witnessed {
  /** Name of the instance. */
  name: string;
  /** Best first. */
  testimonies: readonly Testimony[];
  /** Minor versions that it may have, for defaults that changed; absent = not known. */
  minors?: readonly number[];
  /** Stands for instances that may be there beside the others: nothing tells how many there are. */
  uncounted?: true;
}

export interface FlagContext {
  program: string;
  instances: readonly Witnessed[];
  /** Said when no instance shows any flag. */
  silence: Silence;
}

/** The effective value of one flag on every instance, by the best witness of each. */
export function askFlag(context: FlagContext, name: string): FlagAnswer {
  const sightings: FlagSighting[] = [];
  const whys: Silence[] = [];
  let unseen = 0;
  for (const instance of context.instances) {
    const sighting = sightingOf(context.program, instance, name, (why) => whys.push(why));
    if (sighting) sightings.push(sighting);
    if (!sighting || sighting.doubt !== undefined) unseen++;
  }
  const [why] = whys;
  if (sightings.length === 0) return { known: false, ...(why ?? context.silence) };
  const uncounted = context.instances.some((instance) => instance.uncounted);
  return { known: true, sightings, unseen, ...(uncounted && { uncounted }), ...(why && { why }) };
}

function sightingOf(
  program: string,
  instance: Witnessed,
  name: string,
  onHidden: (why: Silence) => void,
): FlagSighting | undefined {
  const whys: Silence[] = [];
  for (const testimony of instance.testimonies) {
    const shown = fromTestimony({ program, instance, testimony, name });
    if (shown && 'value' in shown) return { instance: instance.name, ...shown };
    if (shown) whys.push(shown);
  }
  if (whys[0]) onHidden(whys[0]);
  return undefined;
}

interface Question {
  program: string;
  instance: Witnessed;
  testimony: Testimony;
  name: string;
}

type Shown = Omit<FlagSighting, 'instance'>;

/** What one witness shows; a reason where the flag stands somewhere else; undefined where the witness does not say. */
function fromTestimony(question: Question): Shown | Silence | undefined {
  const { program, testimony, name } = question;
  if (isGone(question)) return gone(question);
  const file = fileInstead(program, testimony, name);
  if (file?.named !== undefined)
    return {
      reason: `the setting may stand in ${file.named}, which is not visible`,
      settle: [`read ${file.named} on the control-plane host`],
    };
  const value = testimony.flags.get(name);
  if (value === undefined) return unsaid(question);
  const told = tellable(name, value);
  if (told === undefined) return undefined;
  const open = told !== value || testimony.open?.has(name) === true;
  const more = open && accumulatingFlags.has(name);
  return {
    ...said(question, told, open || file?.possible === true),
    ...(more && { more }),
  };
}

/** Is a file read in the place of this flag, or may one be? */
function fileInstead(
  program: string,
  testimony: Testimony,
  name: string,
): { named?: string; possible?: true } | undefined {
  const rule = fileInsteadOf[program];
  if (testimony.kind === 'effective' || !rule || name === rule.flag) return undefined;
  if (rule.flags !== 'all' && !rule.flags.includes(name)) return undefined;
  const named = testimony.flags.get(rule.flag);
  if (named) return { named };
  const possible =
    named === undefined && (testimony.kind === 'partial' || testimony.untold?.has(rule.flag) === true);
  return possible ? { possible: true } : undefined;
}

/** A variable that was not filled in says that the flag is set, and not to what; of a list, the rest of it counts. */
function tellable(name: string, value: string): string | undefined {
  if (!isSymbolic(value) || (urlFlags.has(name) && listItems(value).every(hasScheme))) return value;
  const rest = accumulatingFlags.has(name) ? listItems(value).filter((item) => !isSymbolic(item)) : [];
  return rest.length > 0 ? rest.join(',') : undefined;
}

/** What nothing sets in this release, whatever the command line says. */
function gone({ testimony, instance: { minors }, name }: Question): Shown {
  const evidence = flagEvidence(testimony, `--${name} does nothing in this release`, 'default');
  return { value: '', set: false, evidence, ...(minors && { minors }) };
}

/** Does no release that this one may be have the flag? */
function isGone({ program, instance: { minors }, testimony, name }: Question): boolean {
  const since = goneSince[program]?.[name];
  if (since === undefined) return false;
  if (testimony.kind === 'effective') return since <= flagzSince;
  return minors?.every((minor) => minor >= since) === true;
}

function hasScheme(url: string): boolean {
  return /^[a-z]+:\/\//i.test(url);
}

function said({ program, instance, testimony, name }: Question, value: string, open: boolean): Shown {
  const disagreement = disagreementWith(program, instance, testimony, name, value);
  const doubt = testimony.doubt ?? (open ? OPEN : undefined);
  return {
    value: normalise(program, name, value),
    set: true,
    evidence: flagEvidence(testimony, testimony.spelling?.get(name) ?? `--${name}=${value}`, 'observed'),
    ...(disagreement && { disagreement }),
    ...(doubt !== undefined && { doubt }),
    ...(instance.minors && { minors: instance.minors }),
  };
}

/** Why a value that is there may not be the one that counts. */
const OPEN = 'what else stands on its command line, or in its variables, is not visible';

/** What the flag is although this witness does not have it; a reason or undefined where that cannot be told. */
function unsaid({ program, instance, testimony, name }: Question): Shown | Silence | undefined {
  const { minors } = instance;
  const rest = {
    set: false,
    ...(testimony.doubt !== undefined && { doubt: testimony.doubt }),
    ...(minors && { minors }),
  };
  const own = testimony.defaults?.get(name);
  if (own !== undefined) {
    const shown = own === '' ? `--${name} not set` : `--${name}=${own} unless told otherwise`;
    return { ...rest, value: own, evidence: flagEvidence(testimony, shown, 'default') };
  }
  if (testimony.kind !== 'argv' || testimony.untold?.has(name)) return undefined;
  const fallback = defaultOf(program, name, minors);
  if (fallback === 'version')
    return {
      reason: `the default of --${name} depends on the version of ${program}, which is not known`,
      settle: [GET_VERSION],
    };
  if (fallback === undefined) return undefined;
  const shown = fallback.value === '' ? `--${name} not set` : `--${name} not set, default ${fallback.value}`;
  return { ...rest, value: fallback.value, evidence: flagEvidence(testimony, shown, 'default') };
}

/** Only flags that somebody set are compared: a default that a witness leaves out is no contradiction. */
function disagreementWith(
  program: string,
  instance: Witnessed,
  best: Testimony,
  name: string,
  value: string,
): Evidence | undefined {
  for (const other of instance.testimonies) {
    const theirs = other === best ? undefined : other.flags.get(name);
    if (theirs === undefined || isSymbolic(theirs)) continue;
    if (comparable(program, name, theirs) !== comparable(program, name, value))
      return flagEvidence(other, `--${name}=${theirs}`, 'observed');
  }
  return undefined;
}

/** A configuration is what somebody wants; that it is in force is concluded. */
function flagEvidence(testimony: Testimony, value: string, confidence: Evidence['confidence']): Evidence {
  const { witness, source, inferred } = testimony;
  return {
    witness,
    confidence: witness === 'configmap' || inferred ? 'inferred' : confidence,
    source,
    value,
  };
}
