import { RUN_LATER, getUrl } from '../../../shared/requirement.ts';
import type { Known, UnknownReason } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { LIST_LEASES } from '../../requirements.ts';
import { compare } from '../../sorting.ts';
import type { DeprecatedRequest } from '../../types.ts';
import { parseVersion } from '../../version.ts';
import type { ReplicaMetrics } from './replica-metrics.ts';
import { samples, uptimeNote } from './replica-metrics.ts';
import type { LiveServers } from './server-inventory.ts';
import { incompleteCoverage } from './coverage.ts';

const FAMILY = 'apiserver_requested_deprecated_apis';

/**
 * Requests for deprecated APIs, from `/metrics` of the API servers. A series appears with the first request and stays until the server
 * restarts, so that its absence counts only where every server with sufficient uptime reported. APIs that are deprecated without a
 * removal release (`removed_release` empty: Endpoints) are omitted: Kubernetes itself requests them.
 */
export function deprecatedRequests(observed: {
  metrics: readonly ReplicaMetrics[];
  servers: LiveServers;
  whyUnknown: UnknownReason;
}): Known<readonly DeprecatedRequest[]> {
  const { metrics, servers, whyUnknown } = observed;
  const found = new Map<string, DeprecatedRequest>();
  for (const replica of metrics) {
    for (const { labels, value } of samples(replica, FAMILY)) {
      const removed = parseVersion(labels['removed_release'] ?? '');
      const { group = '', version = '', resource = '' } = labels;
      const name = `${group}/${version} ${resource}`;
      if (!removed || !(value > 0) || found.has(name)) continue;
      const text = `${FAMILY} ${resource}.${version}${group ? `.${group}` : ''}, removed in ${labels['removed_release'] ?? ''}`;
      found.set(name, {
        group,
        version,
        resource,
        removedMinor: removed.minor,
        evidence: { source: 'metrics', confidence: 'observed', location: replica.source, value: text },
      });
    }
  }
  const requests = [...found].sort(([a], [b]) => compare(a, b)).map(([, request]) => request);
  if (requests.length > 0) return known(requests, ...requests.map(({ evidence }) => evidence));
  const responded = metrics.filter(({ complete }) => complete);
  if (responded.length === 0) return unknown(whyUnknown.reason, ...whyUnknown.requires);
  const uncollected = incompleteCoverage(servers, { metrics: responded });
  if (uncollected)
    return unknown(
      uncollected.reason,
      getUrl('/metrics', 'of every API server'),
      ...(servers.countUnknown ? [LIST_LEASES] : []),
    );
  const insufficientUptime = responded.filter((replica) => replica.insufficientUptime);
  if (insufficientUptime.length > 0) return unknown(uptimeNote(insufficientUptime), RUN_LATER);
  return known(
    [],
    ...responded.map(
      ({ source }) =>
        ({
          source: 'metrics',
          confidence: 'observed',
          location: source,
          value: `no ${FAMILY} with an end`,
        }) as const,
    ),
  );
}
