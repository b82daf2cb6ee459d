import { emptyMeansDefault, flagDefaults } from '../../../data/component-flags.ts';
import { cleanPath } from '../../../shared/path.ts';
import { booleanFlags, unorderedFlags } from '../../../data/flag-kinds.ts';

/** `$(POD_IP)`, which the kubelet fills in, and what a shell does. `$$(...)` is how Kubernetes writes a plain `$(...)`. */
export function isSymbolic(value: string): boolean {
  return /(?<!\$)\$(?:[({]|[A-Za-z_])|`/.test(value);
}

/** `version`: it differs between the versions that the instance may have. */
export function defaultOf(
  program: string,
  name: string,
  minors: readonly number[] | undefined,
): { value: string } | 'version' | undefined {
  const value = flagDefaults[program]?.[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { value };
  const values = new Set(minors?.map(value));
  const [only] = values;
  return values.size === 1 && only !== undefined ? { value: only } : 'version';
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
export function normalise(program: string, name: string, value: string): string {
  if (booleanFlags.has(name)) return TRUE.has(value) ? 'true' : isFalse(value) ? 'false' : value;
  const bare = /^\[([\s\S]*)\]$/.exec(value)?.[1] ?? value;
  const plain = bare === '""' ? '' : bare;
  if (plain !== '' || !emptyMeansDefault.has(name)) return plain;
  const fallback = defaultOf(program, name, undefined);
  return typeof fallback === 'object' ? fallback.value : plain;
}

/** What two witnesses must agree on: the meaning, not the spelling. */
export function comparable(program: string, name: string, value: string): string {
  const plain = normalise(program, name, value);
  if (unorderedFlags.has(name)) return [...new Set(listItems(plain))].sort().join(',');
  if (plain.startsWith('/')) return cleanPath(plain);
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

/** The items of a list flag. */
export function listItems(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
