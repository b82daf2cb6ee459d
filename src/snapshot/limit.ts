import { limitedTo } from '../shared/text.ts';
import { recordKinds } from './builder.ts';
import type { RecordKind } from './records/index.ts';
import type { CollectorId, Outcome, Snapshot } from './types.ts';

/** Collectors that bring namespaced kinds. */
const NAMESPACED: ReadonlySet<CollectorId> = new Set<CollectorId>([
  'configmaps',
  'pods',
  'workloads',
  'services',
  'ingresses',
  'gateways',
  'networkpolicies',
  'rbac',
  'serviceaccounts',
  'secrets',
  'storage',
  'istio',
  'envoy',
  'platform',
]);

/** Read in fixed namespaces, whatever `-n` says: they tell how many API servers there are. */
const OF_THE_CONTROL_PLANE: ReadonlySet<RecordKind> = new Set<RecordKind>(['lease', 'endpointSlice']);

/**
 * The same cluster as `-n` would have collected it: cluster-scoped objects, and of the namespaced ones those of this namespace.
 * What was complete is partial then. The snapshot itself is not changed.
 */
export function limitTo(snapshot: Snapshot, namespace: string): Snapshot {
  const inside = (record: object) => !('namespace' in record) || record.namespace === namespace;
  const records = Object.fromEntries(
    recordKinds.map((kind) => {
      const records: readonly object[] = snapshot.records[kind];
      return [kind, OF_THE_CONTROL_PLANE.has(kind) ? records : records.filter(inside)];
    }),
  ) as unknown as Snapshot['records'];
  const outcomes = [...snapshot.outcomes].map(([id, outcome]): [CollectorId, Outcome] => [
    id,
    NAMESPACED.has(id) && outcome.status === 'ok'
      ? { ...outcome, status: 'partial', reason: limitedTo(namespace), namespace }
      : outcome,
  ]);
  return { header: { ...snapshot.header, namespace }, records, outcomes: new Map(outcomes) };
}
