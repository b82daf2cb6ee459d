import { collectorOf, createSnapshotBuilder } from '../../src/snapshot/index.ts';
import { kindKey, KNOWN_KINDS } from '../../src/snapshot/kinds.ts';
import type { RecordKind } from '../../src/snapshot/records/index.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';

/** Kinds of Istio that are listed. */
export const ISTIO_KINDS = KNOWN_KINDS.filter(
  ({ collector, kind }) => collector === 'istio' && kind !== '*',
).map(({ group, kind }) => ({
  group,
  kind,
  // Definitions name it: the table has no plural of custom kinds.
  plural: `${kind.toLowerCase().replace(/y$/, 'ie')}s`,
}));

/** The snapshot of a user to whom the lists of these kinds of Istio are refused, and no others. */
export function withoutIstioKinds(snapshot: Snapshot, ...names: readonly string[]): Snapshot {
  const hidden = new Set(names);
  const builder = createSnapshotBuilder();
  for (const [kind, records] of Object.entries(snapshot.records) as [RecordKind, readonly object[]][])
    for (const record of records as never[])
      if (collectorOf(kind, record) !== 'istio' || !hidden.has(nameOf(record))) builder.add(kind, record);
  const shown = ISTIO_KINDS.filter(({ kind }) => !hidden.has(kind));
  for (const [id, outcome] of snapshot.outcomes)
    builder.outcome(
      id !== 'istio'
        ? outcome
        : {
            collector: id,
            status: 'partial',
            count: 1,
            reason: 'refused',
            missing: ISTIO_KINDS.filter(({ kind }) => hidden.has(kind)).map(({ group, plural }) => ({
              verb: 'list' as const,
              group,
              resource: plural,
            })),
            whole: shown.map((kind) => ({ kind: kindKey(kind) })),
          },
    );
  return builder.finish(snapshot.header, 'refused');
}

/** Records of gateways have no kind of their own. */
function nameOf(record: { kind?: string }): string {
  return record.kind ?? 'Gateway';
}
