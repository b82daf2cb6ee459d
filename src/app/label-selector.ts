import { ArchmapError } from '../shared/errors.ts';

/** A name with an optional DNS prefix (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/). */
const KEY = /^(?:[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const SET = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/;
const EQUALITY = /^([^\s=!]+)\s*(==|=|!=)\s*(\S*)$/;

/**
 * kubectl's `-l` in the notation of selectors in a snapshot (`model/selectors.ts`): `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`,
 * `!a`, separated by commas. Throws `usage` for any other text.
 */
export function readSelector(text: string): string[] {
  return terms(text).map((term) => requirementOf(term, text));
}

/** Splits at commas outside of parentheses. */
function terms(text: string): string[] {
  return text.split(/,(?![^(]*\))/).map((term) => term.trim());
}

function requirementOf(term: string, text: string): string {
  const [, setKey = '', operator, list = ''] = SET.exec(term) ?? [];
  if (operator !== undefined) {
    const values = list.split(',').map((value) => value.trim());
    return valid(setKey, values, text, `${setKey} ${operator === 'in' ? 'In' : 'NotIn'} ${values.join(',')}`);
  }
  const [, key = '', sign, value = ''] = EQUALITY.exec(term) ?? [];
  if (sign !== undefined)
    return valid(key, [value], text, sign === '!=' ? `${key} NotIn ${value}` : `${key}=${value}`);
  if (term.startsWith('!'))
    return valid(term.slice(1).trim(), [], text, `${term.slice(1).trim()} DoesNotExist`);
  return valid(term, [], text, `${term} Exists`);
}

function valid(key: string, values: readonly string[], text: string, requirement: string): string {
  if (KEY.test(key) && values.every((value) => VALUE.test(value))) return requirement;
  throw new ArchmapError(
    'usage',
    `invalid value "${text}" for --selector: must be a label selector`,
    "examples: -l team=shop, -l 'team in (shop,pay)', -l '!team'",
  );
}
