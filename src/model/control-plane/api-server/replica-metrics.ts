import { leaseClock } from '../../../snapshot/leases.ts';
import type { MetricSample, MetricsRecord } from '../../../snapshot/records/index.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { UNNAMED, unnamed } from './server-inventory.ts';

/** The metrics of one API server replica: one record per replica, even if it was sampled several times. */
export interface ReplicaMetrics {
  /** Name from the identity lease, else from the hash of its identity; without one `one API server`, numbered where there are several. */
  instance: string;
  families: MetricsRecord['families'];
  complete: boolean;
  /** Families whose absence means nothing: they were omitted. */
  hidden?: readonly string[];
  /** Started minutes ago: absent metrics prove less. */
  insufficientUptime: boolean;
  source: string;
}

/** Series appear with the first event; until then their absence proves little. */
const MIN_UPTIME_SECONDS = 600;

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
    // Two processes without other identification are two servers.
    const key = instance === UNNAMED ? `${UNNAMED} ${started ?? ''}` : instance;
    if (byReplica.get(key)?.complete && !record.complete) continue;
    byReplica.set(key, {
      instance,
      families: record.families,
      complete: record.complete,
      ...(record.hidden && { hidden: record.hidden }),
      insufficientUptime: started !== undefined && clock - started < MIN_UPTIME_SECONDS,
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

/** Whether the absence of a family proves anything. */
export function reportsAbsence(replica: ReplicaMetrics, family: string): boolean {
  return replica.complete && replica.hidden?.includes(family) !== true;
}

/** Samples of a family; an absent family is an empty list. */
export function samples(replica: ReplicaMetrics, family: string): readonly MetricSample[] {
  return replica.families[family] ?? [];
}

/** Why absent series of servers with insufficient uptime prove little. */
export function uptimeNote(servers: readonly ReplicaMetrics[]): string {
  return `${servers.map(({ instance }) => instance).join(', ')} was started less than ten minutes ago: nothing was counted since, which means little`;
}
