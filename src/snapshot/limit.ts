import { limitedTo, noNamespace } from '../shared/text.ts';
import { recordKinds } from './builder.ts';
import { collectorOf } from './read/outcomes.ts';
import type { RecordKind } from './records/index.ts';
import type { CollectorId, Outcome, Snapshot } from './types.ts';

/** Collectors that bring namespaced kinds. What namespaces there are is not asked either: `-n` reads its own. */
const NAMESPACED: ReadonlySet<CollectorId> = new Set<CollectorId>([
  'configmaps',
  'namespaces',
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

/** Read in fixed namespaces, whatever `-n` says: how many API servers there are, and what the user may see. */
const ANYWHERE: ReadonlySet<RecordKind> = new Set<RecordKind>(['lease', 'endpointSlice', 'right']);

/**
 * The same cluster as `-n` would have collected it: cluster-scoped objects, and of the namespaced ones, and of namespaces,
 * those of this name. What was complete is partial then. The snapshot itself is not changed.
 */
export function limitTo(snapshot: Snapshot, namespace: string): Snapshot {
  const inside = (record: object) => !('namespace' in record) || record.namespace === namespace;
  const all = Object.fromEntries(
    recordKinds.map((kind) => {
      const records: readonly object[] = snapshot.records[kind];
      return [kind, ANYWHERE.has(kind) ? records : records.filter(inside)];
    }),
  ) as unknown as Snapshot['records'];
  const records = { ...all, namespace: all.namespace.filter(({ name }) => name === namespace) };
  const counts = countsOf(records);
  const outcomes = [...snapshot.outcomes].map(([id, outcome]): [CollectorId, Outcome] => {
    if (!NAMESPACED.has(id)) return [id, outcome];
    const count = counts.get(id) ?? 0;
    if (outcome.status !== 'ok') return [id, { ...outcome, count }];
    const nowhere = id === 'namespaces' && count === 0;
    const how: Pick<Outcome, 'status' | 'reason'> = nowhere
      ? { status: 'absent', reason: noNamespace(namespace) }
      : { status: 'partial', reason: limitedTo(namespace) };
    return [id, { ...outcome, count, ...how, namespace }];
  });
  return { header: { ...snapshot.header, namespace }, records, outcomes: new Map(outcomes) };
}

function countsOf(records: Snapshot['records']): Map<CollectorId, number> {
  const counts = new Map<CollectorId, number>();
  for (const kind of recordKinds) {
    for (const record of records[kind]) {
      const id = collectorOf(kind, record);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}
