import type { Named } from '../snapshot/records/index.ts';

/** By namespace, then name, by code unit: the same order on every host. */
export function byName(a: Named, b: Named): number {
  return compare(a.namespace ?? '', b.namespace ?? '') || compare(a.name, b.name);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A sorted copy. */
export function sorted<T extends Named>(records: readonly T[]): T[] {
  return [...records].sort(byName);
}
