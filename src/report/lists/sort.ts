import { ArchmapError } from '../../shared/errors.ts';
import { parsePath } from './jsonpath-parse.ts';
import { valuesAt, valueText } from './jsonpath.ts';

/** `web-2` before `web-10`, as kubectl sorts. */
const NATURAL = new Intl.Collator('en', { numeric: true });

/**
 * Sorts items as `kubectl get --sort-by` does: numbers by value, texts naturally; items without the field come first. Equal items keep
 * their order.
 *
 * @param path `.name`, `{.metadata.name}`
 * @param recordOf the object that the path is about
 * Throws `usage` for an invalid path, and if no item has the field.
 */
export function sortedBy<T>(items: readonly T[], path: string, recordOf: (item: T) => object): T[] {
  const steps = parsePath(path);
  const keyed = items.map((item) => ({ item, value: valuesAt(steps, recordOf(item), path)[0] }));
  if (items.length > 0 && keyed.every(({ value }) => value === undefined))
    throw new ArchmapError(
      'usage',
      `no field "${path}" for --sort-by`,
      'the fields are those of -o json, for example --sort-by=.name',
    );
  return keyed.sort((a, b) => compare(a.value, b.value)).map(({ item }) => item);
}

function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return NATURAL.compare(valueText(a), valueText(b));
}
