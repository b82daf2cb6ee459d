import { limitedTo } from '../shared/text.ts';
import { recordKinds } from './builder.ts';
import type { CollectorId, Outcome, Snapshot } from './types.ts';

/** Collectors that bring namespaced kinds. */
const NAMESPACED: ReadonlySet<CollectorId> = new Set<CollectorId>([
  'configmaps',
  'leases',
  'pods',
  'workloads',
  'services',
  'endpointslices',
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

/**
 * The same cluster as `-n` would have collected it: cluster-scoped objects, and of the namespaced ones those of this namespace.
 * What was complete is partial then. The snapshot itself is not changed.
 */
export function limitTo(snapshot: Snapshot, namespace: string): Snapshot {
  const inside = (record: object) => !('namespace' in record) || record.namespace === namespace;
  const records = Object.fromEntries(
    recordKinds.map((kind) => [kind, (snapshot.records[kind] as readonly object[]).filter(inside)]),
  ) as unknown as Snapshot['records'];
  const outcomes = [...snapshot.outcomes].map(([id, outcome]): [CollectorId, Outcome] => [
    id,
    NAMESPACED.has(id) && outcome.status === 'ok'
      ? { ...outcome, status: 'partial', reason: limitedTo(namespace) }
      : outcome,
  ]);
  return { header: { ...snapshot.header, namespace }, records, outcomes: new Map(outcomes) };
}
