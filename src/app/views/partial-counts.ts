/** A number of objects, and whether their list is complete. */
export interface Count {
  count: number;
  complete: boolean;
}

type PartialCounts<K extends string> = { [P in K]?: number } & { atLeast?: readonly K[] };

/**
 * Numbers of objects for a row. An incomplete list gives a lower bound, which is marked in `atLeast`; zero in an incomplete list is
 * unknown, and the field is absent.
 */
export function counted<K extends string>(counts: Readonly<Record<K, Count>>): PartialCounts<K> {
  const entries = Object.entries(counts) as [K, Count][];
  const seen = entries.filter(([, { count, complete }]) => complete || count > 0);
  const least = seen.filter(([, { complete }]) => !complete).map(([name]) => name);
  return {
    ...Object.fromEntries(seen.map(([name, { count }]) => [name, count])),
    ...(least.length > 0 && { atLeast: least }),
  } as PartialCounts<K>;
}
