interface Edge {
  from: string;
  to: string;
}

/** Groups of names that reach each other and themselves, each sorted. */
export function cyclesIn(edges: readonly Edge[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const reached = new Map([...next.keys()].map((name) => [name, reachableFrom(name, next)]));
  const groups = new Map<string, string[]>();
  for (const [name, all] of [...reached].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!all.has(name)) continue;
    const group = [...all].filter((other) => reached.get(other)?.has(name)).sort();
    groups.set(group[0] ?? name, group);
  }
  return [...groups.values()];
}

function reachableFrom(start: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>();
  const open = [...(next.get(start) ?? [])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(next.get(name) ?? []));
  }
  return seen;
}
