import { createProjector, createSnapshotBuilder, eachRecord } from '../../src/snapshot/index.ts';
import type { RecordKind } from '../../src/snapshot/records/index.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import type { Manifest } from '../model/support/cluster.ts';

/** The cluster with these objects added, except for existing names: overwriting an object would remove its risk. */
export function withObjects(snapshot: Snapshot, objects: readonly Manifest[]): Snapshot {
  const projector = createProjector();
  const added = new Map<string, { kind: RecordKind; record: object }>();
  for (const object of objects) {
    const projected = projector.project(object);
    if (projected)
      eachRecord(projected, ({ kind, record }) => added.set(keyOf(kind, record), { kind, record }));
  }
  const builder = createSnapshotBuilder();
  for (const [kind, records] of Object.entries(snapshot.records) as [RecordKind, readonly object[]][])
    for (const record of records) {
      added.delete(keyOf(kind, record));
      builder.add(kind as 'pod', record as never);
    }
  for (const { kind, record } of added.values()) builder.add(kind as 'pod', record as never);
  for (const outcome of snapshot.outcomes.values()) builder.outcome(outcome);
  return builder.finish(snapshot.header, 'not collected');
}

function keyOf(kind: RecordKind, record: object): string {
  const {
    kind: own = '',
    namespace = '',
    name = '',
    group = '',
    api = '',
    source = '',
  } = record as Record<string, string>;
  return [kind, group, api, own, namespace, name, source].join(' ');
}
