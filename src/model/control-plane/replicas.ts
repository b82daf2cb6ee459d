import type { MetricSample, MetricsRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import type { ApiServerLease } from './leases.ts';

/** The metrics of one API server replica, one record a replica however often it was sampled. */
export interface ReplicaMetrics {
  /** Host name by the identity lease, else `one API server`. */
  instance: string;
  families: MetricsRecord['families'];
  complete: boolean;
  source: string;
}

/** Groups samples by replica. A replica that was sampled more than once counts once: the last complete one. */
export function replicaMetrics(snapshot: Snapshot, leases: readonly ApiServerLease[]): ReplicaMetrics[] {
  const byReplica = new Map<string, ReplicaMetrics>();
  for (const record of snapshot.records.metrics) {
    const instance = replicaName(record.instanceHash, leases);
    if (byReplica.get(instance)?.complete && !record.complete) continue;
    byReplica.set(instance, { instance, families: record.families, complete: record.complete, source: `GET /metrics of ${instance}` });
  }
  return [...byReplica.values()].sort((a, b) => (a.instance < b.instance ? -1 : 1));
}

/** Host of the replica behind an identity hash; with a single live replica no hash is needed. */
export function replicaName(hash: string | undefined, leases: readonly ApiServerLease[]): string {
  const match = leases.find((lease) => lease.hash === hash);
  if (match) return match.host;
  return leases.length === 1 && leases[0] ? leases[0].host : 'one API server';
}

/** Samples of a family; an absent family is an empty list. */
export function samples(replica: ReplicaMetrics, family: string): readonly MetricSample[] {
  return replica.families[family] ?? [];
}

/** Number of API servers that answer at this time, if anything tells: leases first, then the pods. */
export function expectedReplicas(leases: readonly ApiServerLease[], pods: number): number | undefined {
  if (leases.length > 0) return leases.length;
  return pods > 0 ? pods : undefined;
}
