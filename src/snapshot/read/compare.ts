/** Compares all data of the files, as for a cluster, and marks lists that cannot be complete. */
import { contradictions } from '../contradictions/index.ts';
import type { ListedKind } from '../contradictions/types.ts';
import type { SnapshotBuilder } from '../builder.ts';
import { kindKey, KNOWN_KINDS } from '../kinds.ts';
import type { Census, Extent } from './census.ts';
import { extentOf } from './outcomes.ts';

/** The complete kinds, after all data was compared. */
export function comparedExtents(census: Census, builder: SnapshotBuilder): ReadonlyMap<string, Extent> {
  const namespaces = () => builder.records('namespace').map(({ name }) => name);
  const extents = census.extents(namespaces);
  const whole = new Set(
    KNOWN_KINDS.filter((kind) => extentOf(kind, extents) === 'cluster').map((kind) => kindKey(kind)),
  );
  const found = contradictions({
    records: (kind) => builder.records(kind),
    outcome: () => undefined,
    lists: KNOWN_KINDS.flatMap((kind): ListedKind[] =>
      whole.has(kindKey(kind)) && kind.plural !== '' && kind.only === undefined
        ? [{ ...kind, count: census.count(kindKey(kind)) }]
        : [],
    ),
    namespace: undefined,
    whole: (kind) => whole.has(kind),
  });
  for (const { kinds, reason } of found) for (const kind of kinds) census.uncertainty(kind, reason);
  return census.extents(namespaces);
}
