import type { MetricSample, MetricsRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import type { FlagAnswer } from '../types.ts';

/** The metrics of one API server replica, one record a replica however often it was sampled. */
export interface ReplicaMetrics {
  /** Name by the identity lease, else `one API server`. */
  instance: string;
  families: MetricsRecord['families'];
  complete: boolean;
  source: string;
}

/** An API server that no lease and no pod gives a name. */
export const UNNAMED = 'one API server';

/** Tells unnamed servers apart by the hash of their identity: leases may be forbidden while several answer. */
export function unnamed(hash: string | undefined): string {
  return hash ? `API server ${hash.replace('sha256:', '').slice(0, 8)}` : UNNAMED;
}

/** Groups samples by replica. A replica that was sampled more than once counts once: the last complete one. */
export function replicaMetrics(
  snapshot: Snapshot,
  nameOf: (hash: string | undefined) => string,
): ReplicaMetrics[] {
  const byReplica = new Map<string, ReplicaMetrics>();
  for (const record of snapshot.records.metrics) {
    const named = nameOf(record.instanceHash);
    const instance = named === UNNAMED ? unnamed(record.instanceHash) : named;
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

/**
 * Live API servers that neither show their flags nor were heard through their own metrics, by name. What another server
 * says is no evidence of what they do.
 */
export function unheard(
  servers: readonly string[],
  flags: FlagAnswer,
  heard: readonly { instance: string }[],
): string[] {
  const known = new Set([...(flags.known ? flags.sightings : []), ...heard].map(({ instance }) => instance));
  return servers.filter((name) => !known.has(name));
}

/** Said of servers that nobody looked into, while the others gave no cause for complaint. */
export function unheardReason(names: readonly string[]): { reason: string; settle: readonly string[] } {
  return {
    reason: `${names.length} of the API servers could not be looked into (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''})`,
    settle: ['list pods in kube-system', 'get /flagz'],
  };
}
