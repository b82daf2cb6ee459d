/** The checks of other tools and what covers them: one source for docs/coverage.md and for `explain C-0066`. */
import { catalogue } from '../checks/index.ts';
import { CIS, cisSections } from '../data/cis-benchmark.ts';
import type { PeerCheck } from '../data/peer-checks.ts';
import { peerChecks } from '../data/peer-checks.ts';
import type { PeerId } from '../data/peer-checks/ids.ts';
import { peerIds } from '../data/peer-checks/ids.ts';
import { once } from '../shared/once.ts';

export interface Covered extends PeerCheck {
  /** Ids of the checks that cover it. */
  checks: readonly string[];
  /** Ids in the other tools. */
  ids: readonly PeerId[];
}

/** The rows with the checks that cover them, by number or by benchmark row, and with the data that the benchmark row requires. */
export const coverage = once((): readonly Covered[] => {
  const ofBenchmark = new Map(cisSections.flatMap(({ rows }) => rows.map((row) => [row.id, row.needs])));
  const covering = coveringChecks();
  return peerChecks.map((row) => {
    const needs = row.needs ?? ofBenchmark.get(row.cis ?? '');
    const checks = new Set([...(covering.get(row.n) ?? []), ...(covering.get(row.cis ?? '') ?? [])]);
    return {
      ...row,
      ...(needs && { needs }),
      checks: catalogue.flatMap(({ id }) => (checks.has(id) ? [id] : [])),
      ids: peerIds(row.n),
    };
  });
});

/** Checks by number of a row, and by row of the CIS Benchmark. */
function coveringChecks(): Map<number | string, string[]> {
  const found = new Map<number | string, string[]>();
  for (const check of catalogue) {
    const ofCis = check.references.flatMap(({ framework, id }) => (framework === CIS ? [id] : []));
    for (const row of [...check.peerChecks, ...ofCis]) found.set(row, [...(found.get(row) ?? []), check.id]);
  }
  return found;
}

/** Rows by id of a tool, as people write it: `C-0066`, `KSV-0111`, `KSV111`, `AVD-KSV-0111`, `POP-400`. */
const byId = once((): ReadonlyMap<string, readonly Covered[]> => {
  const found = new Map<string, Covered[]>();
  for (const row of coverage())
    for (const { id } of row.ids) found.set(foreignKey(id), [...(found.get(foreignKey(id)) ?? []), row]);
  return found;
});

/** What is equal in all spellings of an id: no dashes, no leading zeros, no `AVD-`. */
function foreignKey(id: string): string {
  return id
    .toUpperCase()
    .replace(/^AVD-/, '')
    .replace(/[-_ ]/g, '')
    .replace(/(?<=[A-Z])0+(?=\d)/g, '');
}

/** The rows that have this id in another tool, with the id as that tool writes it. Empty when no tool has it. */
export function peerRows(id: string): readonly (Covered & { as: PeerId })[] {
  const key = foreignKey(id);
  return (byId().get(key) ?? []).flatMap((row) => {
    const as = row.ids.find((one) => foreignKey(one.id) === key);
    return as ? [{ ...row, as }] : [];
  });
}

/** All ids of other tools, for completion. */
export function peerNames(): string[] {
  return [...new Set(coverage().flatMap(({ ids }) => ids.map(({ id }) => id)))].filter(
    (id) => /\d/.test(id) && !id.includes(' '),
  );
}
