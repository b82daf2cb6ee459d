import { RUN_LATER, getUrl, change } from '../../../shared/requirement.ts';
import { countedSince } from '../../../data/metric-families.ts';
import { unknown } from '../../../shared/evidence.ts';
import type { Known, UnknownReason } from '../../../shared/evidence.ts';
import { GET_METRICS, GET_VERSION, LIST_LEASES } from '../../requirements.ts';
import type { Counts } from '../../types.ts';
import type { ReplicaMetrics } from './replica-metrics.ts';
import { samples, uptimeNote } from './replica-metrics.ts';
import type { LiveServers } from './server-inventory.ts';
import { uncoveredServers } from './coverage.ts';

export interface CountsInput {
  metrics: readonly ReplicaMetrics[];
  servers: LiveServers;
  minor: Known<number>;
  /** Why there are no metrics. */
  whyUnknown: UnknownReason;
}

/**
 * What the API servers counted in a family of `/metrics` since the start of each. Counters of one server prove nothing about the
 * others, and with insufficient uptime a missing series proves little (k8s.io/component-base/metrics: the children of a vector
 * appear with the first event).
 */
export function countsOf(input: CountsInput, family: string): Counts {
  const servers = input.metrics.map((replica) => ({
    instance: replica.instance,
    samples: samples(replica, family),
    source: replica.source,
  }));
  const open = whyOpen(input, family);
  return { servers, ...(open && { open }) };
}

/** Why a series that no server reports may still exist; undefined when certainly nothing occurred. */
function whyOpen({ metrics, servers, minor, whyUnknown }: CountsInput, family: string): Counts['open'] {
  if (metrics.length === 0) return { reason: whyUnknown.reason, requires: whyUnknown.requires };
  const since = countedSince[family];
  if (since === undefined || !minor.known)
    return {
      reason: 'the server version is unknown, and therefore whether it reports this metric',
      requires: [GET_VERSION],
    };
  if (minor.value < since)
    return {
      reason: `API servers report this metric since Kubernetes 1.${since}; this cluster is version 1.${minor.value}`,
      requires: [change(`upgrade to Kubernetes 1.${since} or later`)],
    };
  const whole = metrics.filter(({ complete }) => complete);
  if (whole.length < metrics.length) return unknown('the response of /metrics is truncated', GET_METRICS);
  const unobserved = uncoveredServers(servers, { metrics: whole });
  if (unobserved.names.length > 0 || unobserved.countUnknown)
    return unknown(
      unobserved.names.length > 0
        ? `metrics of ${unobserved.names.length} API servers (${unobserved.names.slice(0, 3).join(', ')}) were not collected`
        : 'the number of API servers is unknown: metrics of others may not be collected',
      getUrl('/metrics', 'of every API server'),
      ...(unobserved.countUnknown ? [LIST_LEASES] : []),
    );
  const insufficientUptime = whole.filter((replica) => replica.insufficientUptime);
  if (insufficientUptime.length > 0) return unknown(uptimeNote(insufficientUptime), RUN_LATER);
  return undefined;
}
