import { leaseClock } from '../../snapshot/leases.ts';
import type { MetricSample, MetricsRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import type { FlagAnswer } from '../types.ts';

/** The metrics of one API server replica, one record a replica however often it was sampled. */
export interface ReplicaMetrics {
  /** Name by the identity lease, else `one API server`. */
  instance: string;
  families: MetricsRecord['families'];
  complete: boolean;
  /** Started minutes ago: that something is missing in its metrics means less. */
  young: boolean;
  source: string;
}

/** Series appear when something happens for the first time; until then their absence proves little. */
const YOUNG_SECONDS = 600;

/** An API server that no lease and no pod gives a name. */
export const UNNAMED = 'one API server';

/** Stands for servers that may be there: nothing tells how many there are. */
export const UNCOUNTED = 'API servers that nobody counted';

/** Tells unnamed servers apart by the hash of their identity: leases may be forbidden while several answer. */
export function unnamed(hash: string | undefined): string {
  return hash ? `API server ${hash.replace('sha256:', '').slice(0, 8)}` : UNNAMED;
}

/** Groups samples by replica. A replica that was sampled more than once counts once: the last complete one. */
export function replicaMetrics(
  snapshot: Snapshot,
  nameOf: (hash: string | undefined) => string,
): ReplicaMetrics[] {
  const clock = (leaseClock(snapshot.records.lease) ?? Date.parse(snapshot.header.takenAt)) / 1000;
  const byReplica = new Map<string, ReplicaMetrics>();
  for (const record of snapshot.records.metrics) {
    const named = nameOf(record.instanceHash);
    const instance = named === UNNAMED ? unnamed(record.instanceHash) : named;
    const started = record.families['process_start_time_seconds']?.[0]?.value;
    // Two processes that say nothing else about themselves are two servers.
    const key = instance === UNNAMED ? `${UNNAMED} ${started ?? ''}` : instance;
    if (byReplica.get(key)?.complete && !record.complete) continue;
    byReplica.set(key, {
      instance,
      families: record.families,
      complete: record.complete,
      young: started !== undefined && clock - started < YOUNG_SECONDS,
      source: `GET /metrics of ${instance}`,
    });
  }
  return [...byReplica]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, replica], index, all) => {
      const double =
        replica.instance === UNNAMED && all.filter(([, { instance }]) => instance === UNNAMED).length > 1;
      const instance = double ? `${UNNAMED} (${index + 1})` : replica.instance;
      return { ...replica, instance, source: `GET /metrics of ${instance}` };
    });
}

/** Samples of a family; an absent family is an empty list. */
export function samples(replica: ReplicaMetrics, family: string): readonly MetricSample[] {
  return replica.families[family] ?? [];
}

/**
 * Live API servers that neither show their flags nor were heard through their own metrics, by name. What another server
 * says is no evidence of what they do. Servers whose metrics bear no name are different ones among themselves, but may be
 * any of those that show their flags: they count only when there are as many of them as there are servers.
 */
export function unheard(
  servers: readonly string[],
  flags: FlagAnswer,
  heard: readonly { instance: string }[],
): string[] {
  const known = new Set([...(flags.known ? flags.sightings : []), ...heard].map(({ instance }) => instance));
  const nameless = new Set(heard.map(({ instance }) => instance).filter((name) => !servers.includes(name)));
  if (nameless.size >= servers.length && !servers.includes(UNCOUNTED)) return [];
  return servers.filter((name) => !known.has(name));
}

/** Said of servers that nobody looked into, while the others gave no cause for complaint. */
export function unheardReason(names: readonly string[]): { reason: string; settle: readonly string[] } {
  const listed = names.filter((name) => name !== UNCOUNTED);
  const some =
    listed.length > 0
      ? `${listed.length} of the API servers could not be looked into (${listed.slice(0, 3).join(', ')}${listed.length > 3 ? ', ...' : ''})`
      : undefined;
  if (listed.length === names.length)
    return { reason: some ?? 'no API server could be looked into', settle: LOOK_INTO };
  const uncounted =
    'only one of an unknown number of API servers may have been seen: nothing tells how many there are';
  return { reason: some ? `${some}, and nothing tells whether there are more` : uncounted, settle: COUNT };
}

/** What shows the flags of API servers. */
const LOOK_INTO = ['list pods in kube-system', 'get /flagz'];
/** What shows every API server. */
const COUNT = ['list leases.coordination.k8s.io in kube-system', ...LOOK_INTO];
