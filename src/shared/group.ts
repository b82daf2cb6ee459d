/** Items by their key, in order; items without a key are left out. */
export function groupBy<K, V>(items: Iterable<V>, keyOf: (item: V) => K | undefined): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) put(groups, key, item);
  }
  return groups;
}

/** Each item under each of its keys, once. */
export function groupByEach<K, V>(items: Iterable<V>, keysOf: (item: V) => readonly K[]): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) for (const key of new Set(keysOf(item))) put(groups, key, item);
  return groups;
}

/** Adds an item to the list under its key. */
export function put<K, V>(groups: Map<K, V[]>, key: K, item: V): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
