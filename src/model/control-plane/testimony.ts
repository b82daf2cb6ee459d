import { booleanFlags, emptyMeansDefault, flagDefaults, unorderedFlags } from '../../data/component-flags.ts';
import type { Evidence, Witness } from '../../shared/evidence.ts';
import type { FlagAnswer, FlagSighting } from '../types.ts';

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
}

export interface Witnessed {
  /** Name of the instance. */
  name: string;
  /** Best first. */
  testimonies: readonly Testimony[];
  /** Stands for instances that may be there beside the others: nothing tells how many there are. */
  uncounted?: true;
}

export interface FlagContext {
  program: string;
  instances: readonly Witnessed[];
  /** Minor version, for defaults that changed; undefined = not known. */
  minor: number | undefined;
  /** Said when no instance shows any flag. */
  silence: { reason: string; settle: readonly string[] };
}

/** The effective value of one flag on every instance, by the best witness of each. */
export function askFlag(context: FlagContext, name: string): FlagAnswer {
  const sightings: FlagSighting[] = [];
  let unseen = 0;
  for (const instance of context.instances) {
    const sighting = sightingOf(context, instance, name);
    if (sighting) sightings.push(sighting);
    else unseen++;
  }
  if (sightings.length === 0) return { known: false, ...context.silence };
  const uncounted = context.instances.some((instance) => instance.uncounted);
  return { known: true, sightings, unseen, ...(uncounted && { uncounted }) };
}

function sightingOf(context: FlagContext, instance: Witnessed, name: string): FlagSighting | undefined {
  for (const testimony of instance.testimonies) {
    const value = testimony.flags.get(name);
    // A variable that was not filled in says that the flag is set, and not to what.
    if (value !== undefined && isSymbolic(value)) continue;
    const shown =
      value === undefined
        ? unsaid(context, testimony, name)
        : said(context, instance, testimony, name, value);
    if (shown) return { instance: instance.name, ...shown };
  }
  return undefined;
}

type Shown = Omit<FlagSighting, 'instance'>;

function said(
  { program }: FlagContext,
  instance: Witnessed,
  testimony: Testimony,
  name: string,
  value: string,
): Shown {
  const disagreement = disagreementWith(program, instance, testimony, name, value);
  return {
    value: normalise(program, name, value),
    set: true,
    evidence: flagEvidence(testimony, `--${name}=${value}`, 'observed'),
    ...(disagreement && { disagreement }),
  };
}

/** What the flag is although this witness does not have it; undefined where that cannot be told. */
function unsaid(context: FlagContext, testimony: Testimony, name: string): Shown | undefined {
  const own = testimony.defaults?.get(name);
  if (own !== undefined) {
    const shown = own === '' ? `--${name} not set` : `--${name}=${own} unless told otherwise`;
    return { value: own, set: false, evidence: flagEvidence(testimony, shown, 'default') };
  }
  if (testimony.kind !== 'argv') return undefined;
  const fallback = defaultOf(context.program, name, context.minor);
  if (fallback === undefined) return undefined;
  const shown = fallback === '' ? `--${name} not set` : `--${name} not set, default ${fallback}`;
  return { value: fallback, set: false, evidence: flagEvidence(testimony, shown, 'default') };
}

/** `$(POD_IP)`, which the kubelet fills in, and what a shell does. `$$(...)` is how Kubernetes writes a plain `$(...)`. */
function isSymbolic(value: string): boolean {
  return /(?<!\$)\$(?:[({]|[A-Za-z_])|`/.test(value);
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

function defaultOf(program: string, name: string, minor: number | undefined): string | undefined {
  const value = flagDefaults[program]?.[name];
  if (typeof value !== 'function') return value;
  return minor === undefined ? undefined : value(minor);
}

/** What Go's strconv.ParseBool takes for true and false. */
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** Is this a spelling of false? */
export function isFalse(value: string): boolean {
  return FALSE.has(value);
}

/**
 * flagz prints slices as `[a,b]` and empty ones as `[]`; argv has them bare, and booleans in any spelling of Go's. Some
 * flags print empty when they were not set.
 */
function normalise(program: string, name: string, value: string): string {
  if (booleanFlags.has(name)) return TRUE.has(value) ? 'true' : isFalse(value) ? 'false' : value;
  const bare = /^\[([\s\S]*)\]$/.exec(value)?.[1] ?? value;
  const plain = bare === '""' ? '' : bare;
  if (plain !== '' || !emptyMeansDefault.has(name)) return plain;
  return defaultOf(program, name, undefined) ?? plain;
}

/** What two witnesses must agree on: the meaning, not the spelling. */
function comparable(program: string, name: string, value: string): string {
  const plain = normalise(program, name, value);
  if (unorderedFlags.has(name)) return [...new Set(listItems(plain))].sort().join(',');
  const seconds = durationSeconds(plain);
  return seconds === undefined ? plain : `${seconds} s`;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** A duration as Go writes and reads it: `2h`, `2h0m0s`, `1.5s`. */
function durationSeconds(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d*)?(?:h|ms|us|µs|ns|m|s))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+(?:\.\d*)?)(h|ms|us|µs|ns|m|s)/g))
    seconds += Number(count) * (UNIT_SECONDS[unit] ?? 0);
  return seconds;
}

/** A configuration is what somebody wants; that it is in force is concluded. */
function flagEvidence(testimony: Testimony, value: string, confidence: Evidence['confidence']): Evidence {
  const { witness, source } = testimony;
  return { witness, confidence: witness === 'configmap' ? 'inferred' : confidence, source, value };
}

/** The items of a list flag. */
export function listItems(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
