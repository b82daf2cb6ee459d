import type { ApiServerVersion, ClusterFacts, ComponentInstanceFacts } from '../types.ts';
import { parseVersion } from '../version.ts';
import type { ReplicaMetrics } from './replicas.ts';
import { samples } from './replicas.ts';

/**
 * Versions of the API servers, oldest first. `/version` is the word of the server that answered; in the middle of an
 * upgrade others still run the old one, which their images and their own metrics tell. With a single server its word is
 * enough: an image may bear any tag.
 */
export function apiServerVersions(
  cluster: ClusterFacts,
  instances: readonly ComponentInstanceFacts[],
  metrics: readonly ReplicaMetrics[],
): ApiServerVersion[] {
  const found: ApiServerVersion[] = [];
  const add = (version: string, evidence: ApiServerVersion['evidence']) => {
    const parsed = parseVersion(version);
    if (!parsed || found.some((other) => other.version === version)) return;
    found.push({ version, minor: parsed.minor, evidence });
  };
  if (cluster.version.known) add(cluster.version.value, cluster.version.evidence);
  if (instances.length > 1) {
    for (const { version, source, image } of instances) {
      if (version)
        add(version, [{ witness: 'pod', confidence: 'observed', source, value: image ?? version }]);
    }
    for (const replica of metrics) {
      const built = samples(replica, 'kubernetes_build_info')[0]?.labels['git_version'];
      if (built)
        add(built, [
          {
            witness: 'metrics',
            confidence: 'observed',
            source: replica.source,
            value: `kubernetes_build_info ${built}`,
          },
        ]);
    }
  }
  return found.sort((a, b) => a.minor - b.minor || (a.version < b.version ? -1 : 1));
}
