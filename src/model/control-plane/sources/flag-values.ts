import { emptyMeansDefault, flagDefaults } from '../../../data/component-flags.ts';
import { booleanFlags, unorderedFlags } from '../../../data/flag-kinds.ts';
import { addsUp, flagType } from '../../../data/flag-types.ts';
import { readCsv, writeCsv } from '../../../shared/csv.ts';
import { goSeconds } from '../../../shared/duration.ts';
import { cleanPath } from '../../../shared/path.ts';

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
 * flagz prints slices as `[a,b]` and empty ones as `[]`; argv has them bare, and booleans in any spelling of Go's. Lists are CSV in both. Some
 * flags print empty when they were not set.
 */
export function normalize(program: string, name: string, value: string): string {
  if (booleanFlags.has(name)) return TRUE.has(value) ? 'true' : isFalse(value) ? 'false' : value;
  const bare = /^\[([\s\S]*)\]$/.exec(value)?.[1] ?? value;
  const plain = bare === '""' ? '' : isList(name) ? plainList(bare) : bare;
  if (plain !== '' || !emptyMeansDefault.has(name)) return plain;
  const fallback = defaultOf(program, name, undefined);
  return typeof fallback === 'object' ? fallback.value : plain;
}

function isList(name: string): boolean {
  const type = flagType(name);
  return type === 'list' || type === 'array';
}

/** A list with the quotes that it needs and no other; one that no program reads stays as it is. */
function plainList(value: string): string {
  const items = readCsv(value);
  return items ? writeCsv(items) : value;
}

/** Does a program that is given this value refuse to start? A quote stands in its list that CSV does not have there. */
export function isUnreadable(name: string, value: string): boolean {
  return isList(name) && readCsv(value) === undefined;
}

/** The effective value of a flag: what adds up is one list, of repeated scalars the last one counts. */
export function effectiveValue(name: string, values: readonly string[]): string {
  if (!addsUp(name)) return values.at(-1) ?? '';
  const parts = values.map((value) => {
    const type = flagType(name);
    return type === 'array' ? writeCsv([value]) : type === 'list' ? plainList(value) : value;
  });
  return parts.filter((part) => part !== '').join(',');
}

/** What two witnesses must agree on: the meaning, not the spelling. */
export function comparable(program: string, name: string, value: string): string {
  const plain = normalize(program, name, value);
  const type = flagType(name);
  if (type === 'gates') return sortedSettings(gateStates(plain));
  if (type === 'settings') return sortedSettings(settings(plain));
  if (unorderedFlags.has(name)) return writeCsv([...new Set(listItems(plain))].sort());
  if (type === 'integer') return goInteger(plain) ?? plain;
  if (type === 'number' && plain.trim() !== '' && Number.isFinite(Number(plain)))
    return String(Number(plain));
  // Go listens to every interface and both families at either.
  if (type === 'address' && plain === '0.0.0.0') return '::';
  if (plain.startsWith('/')) return cleanPath(plain);
  const seconds = plain === '0' && type !== 'duration' ? NaN : goSeconds(plain);
  return Number.isNaN(seconds) ? plain : `${Math.round(seconds * 1e9)} ns`;
}

function sortedSettings(map: ReadonlyMap<string, boolean | string>): string {
  return [...map]
    .map(([key, state]) => `${key}=${state}`)
    .sort()
    .join(',');
}

/** `api/all=true,apps/v1`: a name alone is on; the last word of several counts. */
function settings(value: string): ReadonlyMap<string, string> {
  return new Map(
    listItems(value).map((item) => {
      const [, key = '', state = 'true'] = /^([^=]*)(?:=([\s\S]*))?$/.exec(item) ?? [];
      const reported = state.trim();
      return [
        key.trim(),
        TRUE.has(reported) || reported === '' ? 'true' : isFalse(reported) ? 'false' : reported,
      ];
    }),
  );
}

/**
 * Gates of Kubernetes itself by name, as `--feature-gates` sets them. Each may bear the name of its component; without one it is `kube`
 * (k8s.io/component-base compatibility/registry.go). The last word of several counts.
 */
export function gateStates(value: string): ReadonlyMap<string, boolean> {
  return new Map(
    value.split(',').flatMap((part): [string, boolean][] => {
      const [, component = 'kube', name = '', state] =
        /^\s*(?:([^:=]*?)\s*:)?\s*([^=:]*?)\s*(?:=([\s\S]*))?$/.exec(part) ?? [];
      return state === undefined || component !== 'kube' ? [] : [[name, !isFalse(state.trim())]];
    }),
  );
}

/** A whole number as Go's strconv.ParseInt reads it to base 0: `0x1e`, `036`, `1_000`. */
function goInteger(text: string): string | undefined {
  const [, sign = '', digits = ''] =
    /^([+-]?)(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|0|[1-9][\d_]*)$/.exec(text.trim()) ?? [];
  if (digits === '') return undefined;
  const plain = digits.replaceAll('_', '').replace(/^0(?=\d)/, '0o');
  return `${sign === '-' ? '-' : ''}${BigInt(plain)}`;
}

/** The items of a list flag. */
export function listItems(value: string): string[] {
  return (readCsv(value) ?? value.split(',')).map((item) => item.trim()).filter((item) => item !== '');
}
