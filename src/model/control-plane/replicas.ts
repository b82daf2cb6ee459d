import type { MetricSample, MetricsRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';

/** The metrics of one API server replica, one record a replica however often it was sampled. */
export interface ReplicaMetrics {
  /** Name by the identity lease, else `one API server`. */
  instance: string;
  families: MetricsRecord['families'];
  complete: boolean;
  source: string;
}

/** Groups samples by replica. A replica that was sampled more than once counts once: the last complete one. */
export function replicaMetrics(
  snapshot: Snapshot,
  nameOf: (hash: string | undefined) => string,
): ReplicaMetrics[] {
  const byReplica = new Map<string, ReplicaMetrics>();
  for (const record of snapshot.records.metrics) {
    const instance = nameOf(record.instanceHash);
    if (byReplica.get(instance)?.complete && !record.complete) continue;
    byReplica.set(instance, {
      instance,
      families: record.families,
      complete: record.complete,
      source: `GET /metrics of ${instance}`,
    });
  }
  return [...byReplica.values()].sort((a, b) => (a.instance < b.instance ? -1 : 1));
}

/** Samples of a family; an absent family is an empty list. */
export function samples(replica: ReplicaMetrics, family: string): readonly MetricSample[] {
  return replica.families[family] ?? [];
}
