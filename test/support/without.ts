import { collectorOf, createSnapshotBuilder } from '../../src/snapshot/index.ts';
import type { RecordKind } from '../../src/snapshot/records/index.ts';
import type { CollectorId, Snapshot } from '../../src/snapshot/types.ts';

/** The snapshot of a user without the permissions of these collectors. */
export function without(snapshot: Snapshot, ...blind: readonly CollectorId[]): Snapshot {
  const builder = createSnapshotBuilder();
  for (const [kind, records] of Object.entries(snapshot.records) as [RecordKind, readonly object[]][])
    for (const record of records as never[]) {
      const collector = collectorOf(kind, record);
      if (collector === undefined || !blind.includes(collector)) builder.add(kind, record);
    }
  for (const [id, outcome] of snapshot.outcomes)
    builder.outcome(
      blind.includes(id)
        ? { collector: id, status: 'permission-denied', count: 0, reason: 'forbidden' }
        : outcome,
    );
  return builder.finish(snapshot.header, 'forbidden');
}
