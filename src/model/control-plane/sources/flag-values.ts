import { emptyMeansDefault, flagDefaults } from '../../../data/component-flags.ts';
import { booleanFlags, unorderedFlags } from '../../../data/flag-kinds.ts';
import { isRepeatable, flagType } from '../../../data/flag-types.ts';
import { readCsv, writeCsv } from '../../../shared/csv.ts';
import { goSeconds } from '../../../shared/duration.ts';
import { cleanPath } from '../../../shared/path.ts';

/**
 * `$(POD_IP)`, which the kubelet expands, and expressions that a shell expands. `$$(...)` is the Kubernetes escape for a literal `$(...)`.
 */
export function isSymbolic(value: string): boolean {
  return /(?<!\$)\$(?:[({]|[A-Za-z_])|`/.test(value);
}

/** `version`: it differs between the possible versions of the instance. */
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

/** The values that Go's strconv.ParseBool accepts as true and false. */
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** Whether this is a spelling of false. */
export function isFalse(value: string): boolean {
  return FALSE.has(value);
}

/**
 * flagz prints slices as `[a,b]` and empty ones as `[]`; argv has them bare, and booleans in any spelling of Go's. Lists are CSV in both.
 * Some flags are printed empty when they are not set.
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

/** A list with only the necessary quotes; an unreadable list stays as it is. */
function plainList(value: string): string {
  const items = readCsv(value);
  return items ? writeCsv(items) : value;
}

/** Whether a program refuses to start with this value: its list has a quote where CSV does not allow one. */
export function isUnreadable(name: string, value: string): boolean {
  return isList(name) && readCsv(value) === undefined;
}

/** The effective value of a flag: cumulative flags are joined to one list, of repeated scalars the last one counts. */
export function effectiveValue(name: string, values: readonly string[]): string {
  if (!isRepeatable(name)) return values.at(-1) ?? '';
  const parts = values.map((value) => {
    const type = flagType(name);
    return type === 'array' ? writeCsv([value]) : type === 'list' ? plainList(value) : value;
  });
  return parts.filter((part) => part !== '').join(',');
}

/** The value in which two data sources must agree: its meaning, not its spelling. */
export function comparable(program: string, name: string, value: string): string {
  const plain = normalize(program, name, value);
  const type = flagType(name);
  if (type === 'gates') return sortedSettings(gateStates(plain));
  if (type === 'settings') return sortedSettings(settings(plain));
  if (unorderedFlags.has(name)) return writeCsv([...new Set(listItems(plain))].sort());
  if (type === 'integer') return goInteger(plain) ?? plain;
  if (type === 'number' && plain.trim() !== '' && Number.isFinite(Number(plain)))
    return String(Number(plain));
  // With either, Go listens on every interface in both address families.
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

/** `api/all=true,apps/v1`: a name alone is on; the last value of several counts. */
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
 * Kubernetes feature gates by name, as `--feature-gates` sets them. Each may have the name of its component as a prefix; without one it is
 * `kube` (k8s.io/component-base compatibility/registry.go). The last value of several counts.
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

/** An integer as Go's strconv.ParseInt parses it with base 0: `0x1e`, `036`, `1_000`. */
function goInteger(text: string): string | undefined {
  const [, sign = '', digits = ''] =
    /^([+-]?)(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|0|[1-9][\d_]*)$/.exec(text.trim()) ?? [];
  if (digits === '') return undefined;
  const plain = digits.replaceAll('_', '').replace(/^0(?=\d)/, '0o');
  return `${sign === '-' ? '-' : ''}${BigInt(plain)}`;
}

export function listItems(value: string): string[] {
  return (readCsv(value) ?? value.split(',')).map((item) => item.trim()).filter((item) => item !== '');
}
