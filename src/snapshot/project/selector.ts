import { arr, isObject, obj, str } from './raw.ts';

/** A requirement that cannot be read: whether it matches is unknown. */
export const UNREADABLE = '?';

/**
 * A label selector of Kubernetes as a list of requirements, all of which must match: `key=value`, `key In a,b`, `key NotIn a,b`,
 * `key Exists`, `key DoesNotExist`. Undefined without one, empty when it selects everything. Values may be empty: `key In ,a`.
 */
export function selectorText(value: unknown): string[] | undefined {
  if (!isObject(value)) return undefined;
  const labels = Object.entries(obj(value['matchLabels'])).map(([key, text]) =>
    typeof text === 'string' ? equals(key, text) : UNREADABLE,
  );
  const expressions = arr(value['matchExpressions']).map((item) => {
    const key = str(obj(item)['key'], 320);
    const operator = str(obj(item)['operator'], 32);
    if (key === undefined || operator === undefined) return UNREADABLE;
    return requirement(key, operator, arr(obj(item)['values']));
  });
  return [...labels, ...expressions];
}

/** `key=value`. */
export function equals(key: string, value: string): string {
  return `${str(key, 320) ?? ''}=${str(value, 320) ?? ''}`;
}

/** `key In a,b` or `key Exists`. */
export function requirement(key: string, operator: string, values: readonly unknown[] = []): string {
  if (operator !== 'In' && operator !== 'NotIn') return `${key} ${operator}`;
  if (values.some((item) => typeof item !== 'string')) return UNREADABLE;
  return `${key} ${operator} ${values.map((item) => str(item, 320) ?? '').join(',')}`;
}
