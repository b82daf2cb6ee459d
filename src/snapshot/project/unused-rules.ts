import { arr, isObject, obj, str } from './raw.ts';
import type { Raw } from './raw.ts';
import type { Traffic } from '../schema/traffic.ts';

type Unused = NonNullable<Traffic['unused']>[number];

/** Rules compared with each other by prefix; more than any VirtualService has. */
const MAX_COMPARED = 500;

/**
 * Rules of a VirtualService that no request reaches, because an earlier rule matches the same requests: rules are evaluated in order
 * (https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute). Evaluated here, because values that rules
 * match can be credentials, and are not kept.
 */
export function unusedRules(spec: Raw): Unused[] {
  return (['http', 'tcp', 'tls'] as const).flatMap((protocol) =>
    inOrder(protocol, arr(spec[protocol]).map(obj)),
  );
}

function inOrder(protocol: string, rules: readonly Raw[]): Unused[] {
  const found: Unused[] = [];
  const seen = new Map<string, string>();
  const prefixes: Prefixed[] = [];
  let catchAll: string | undefined;
  const matchesOf = rules.map((rule) => arr(rule['match']).filter(isObject));
  // Most VirtualServices have one match at most, which nothing can repeat.
  const comparable = matchesOf.flat().length > 1;
  rules.forEach((rule, index) => {
    const name = nameOf(protocol, rule, index);
    const matches = matchesOf[index] ?? [];
    if (catchAll !== undefined)
      found.push({ rule: name, reason: `${catchAll} matches every request`, whole: true });
    if (matches.length === 0) catchAll ??= name;
    if (catchAll !== undefined || !comparable) return;
    let repeated = 0;
    for (const match of matches) {
      const key = canonical({ ...match, name: undefined });
      const earlier = seen.get(key);
      if (earlier !== undefined) {
        repeated++;
        found.push({ rule: name, reason: `a match repeats one of ${earlier}`, whole: false });
        continue;
      }
      seen.set(key, name);
      const prefix = prefixOf(match, name);
      if (prefix) prefixes.push(prefix);
    }
    if (repeated === matches.length)
      found.push({ rule: name, reason: 'all matches are in earlier rules', whole: true });
  });
  return [...found, ...covered(prefixes.slice(0, MAX_COMPARED))];
}

function nameOf(protocol: string, rule: Raw, index: number): string {
  const name = str(rule['name'], 128);
  return `${protocol} rule ${index + 1}${name === undefined ? '' : ` (${name})`}`;
}

/** JSON with sorted keys: the order of fields has no meaning. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
}

interface Prefixed {
  rule: string;
  prefix: string;
  /** Everything else that the match requires, by field. */
  rest: ReadonlyMap<string, string>;
}

/** A match by the beginning of the path. */
function prefixOf(match: Raw, rule: string): Prefixed | undefined {
  const { prefix } = obj(match['uri']);
  if (typeof prefix !== 'string' || prefix === '' || match['ignoreUriCase'] === true) return undefined;
  const rest = Object.entries(match).filter(([field]) => field !== 'name' && field !== 'uri');
  return { rule, prefix, rest: new Map(rest.map(([field, value]) => [field, canonical(value)])) };
}

/** Matches whose prefix begins with the prefix of an earlier one, which requires nothing that they do not. */
function covered(all: readonly Prefixed[]): Unused[] {
  return all.flatMap(({ rule, prefix, rest }, index) => {
    const before = all
      .slice(0, index)
      .find(
        (one) =>
          one.prefix !== prefix &&
          prefix.startsWith(one.prefix) &&
          [...one.rest].every(([field, value]) => rest.get(field) === value),
      );
    return before
      ? [
          {
            rule,
            reason: `prefix ${short(prefix)} is part of ${short(before.prefix)} in ${before.rule}`,
            whole: false,
          },
        ]
      : [];
  });
}

function short(path: string): string {
  return str(path, 64) ?? '';
}
