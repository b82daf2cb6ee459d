import { booleanFlags, flagDefaults } from '../../data/component-flags.ts';
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
}

export interface Witnessed {
  /** Name of the instance. */
  name: string;
  /** Best first. */
  testimonies: readonly Testimony[];
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
  return { known: true, sightings, unseen };
}

function sightingOf(context: FlagContext, instance: Witnessed, name: string): FlagSighting | undefined {
  for (const testimony of instance.testimonies) {
    const value = testimony.flags.get(name);
    if (value !== undefined) {
      const evidence = flagEvidence(testimony, `--${name}=${value}`, 'observed');
      const disagreement = disagreementWith(instance, testimony, name, value);
      return {
        instance: instance.name,
        value: normalise(name, value),
        set: true,
        evidence,
        ...(disagreement && { disagreement }),
      };
    }
    if (testimony.kind !== 'argv') continue;
    const fallback = defaultOf(context.program, name, context.minor);
    if (fallback === undefined) continue;
    const shown = fallback === '' ? `--${name} not set` : `--${name} not set, default ${fallback}`;
    return {
      instance: instance.name,
      value: fallback,
      set: false,
      evidence: flagEvidence(testimony, shown, 'default'),
    };
  }
  return undefined;
}

/** Only flags that somebody set are compared: a default that a witness leaves out is no contradiction. */
function disagreementWith(
  instance: Witnessed,
  best: Testimony,
  name: string,
  value: string,
): Evidence | undefined {
  for (const other of instance.testimonies) {
    const said = other === best ? undefined : other.flags.get(name);
    if (said !== undefined && normalise(name, said) !== normalise(name, value)) {
      return flagEvidence(other, `--${name}=${said}`, 'observed');
    }
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

/** flagz prints slices as `[a,b]` and empty ones as `[]`; argv has them bare, and booleans in any spelling of Go's. */
function normalise(name: string, value: string): string {
  if (booleanFlags.has(name)) return TRUE.has(value) ? 'true' : FALSE.has(value) ? 'false' : value;
  const bare = /^\[([\s\S]*)\]$/.exec(value)?.[1] ?? value;
  return bare === '""' ? '' : bare;
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
