import type { NodeRecord } from '../../../snapshot/records/index.ts';
import { compare } from '../../sorting.ts';
import type { ApiServerVersion, ClusterFacts, ComponentInstanceFacts } from '../../types.ts';
import { parseVersion } from '../../version.ts';
import { k3sInstances } from '../sources/k3s.ts';
import type { ReplicaMetrics } from './replica-metrics.ts';
import { samples } from './replica-metrics.ts';

/**
 * Versions of the API servers, oldest first. `/version` is the response of one server; during an upgrade others still run the old version,
 * which their images and their own metrics show. With a single server `/version` is sufficient: an image may have any tag.
 */
export function apiServerVersions(
  cluster: ClusterFacts,
  instances: readonly ComponentInstanceFacts[],
  metrics: readonly ReplicaMetrics[],
): ApiServerVersion[] {
  const found: (ApiServerVersion & { patch: number })[] = [];
  const add = (version: string, evidence: ApiServerVersion['evidence']) => {
    const parsed = parseVersion(version);
    if (parsed?.major !== 1 || found.some((other) => other.version === version)) return;
    found.push({ version, minor: parsed.minor, patch: parsed.patch, evidence });
  };
  if (cluster.version.known) add(cluster.version.value, cluster.version.evidence);
  if (instances.length > 1) {
    for (const replica of metrics) {
      const built = samples(replica, 'kubernetes_build_info')[0]?.labels['git_version'];
      if (!built) continue;
      const value = `kubernetes_build_info ${built}`;
      add(built, [{ source: 'metrics', confidence: 'observed', location: replica.source, value }]);
    }
    // Image tags have another format (RKE2: v1.37.2-rke2r1-build20260901 is v1.37.2+rke2r1): only the number is compared.
    const declared = found.map(numberOf);
    for (const { version, location, image } of instances) {
      const parsed = parseVersion(version ?? '');
      if (version && parsed && !declared.includes(numberOf(parsed)))
        add(version, [{ source: 'pod', confidence: 'observed', location, value: image ?? version }]);
    }
  }
  return found
    .sort((a, b) => a.minor - b.minor || a.patch - b.patch || compare(a.version, b.version))
    .map(({ version, minor, evidence }) => ({ version, minor, evidence }));
}

/**
 * Of several servers, those with a version neither in the image nor in metrics. `/version` is the response of one server, without its name.
 */
export function versionlessServers(
  instances: readonly ComponentInstanceFacts[],
  metrics: readonly ReplicaMetrics[],
  { version }: ClusterFacts,
  nodes: readonly NodeRecord[],
): string[] {
  if (instances.length < 2) return [];
  const reported = new Set(
    metrics
      .filter((replica) => samples(replica, 'kubernetes_build_info')[0]?.labels['git_version'])
      .map(({ instance }) => instance),
  );
  // A k3s server is one process with the kubelet of its node.
  const k3s = new Set(k3sInstances(nodes).map(({ name }) => name));
  for (const { name, kubeletVersion } of nodes)
    if (version.known && kubeletVersion === version.value && k3s.has(name)) reported.add(name);
  return instances
    .filter(({ name, version }) => !parseVersion(version ?? '') && !reported.has(name))
    .map(({ name }) => name);
}

function numberOf({ minor, patch }: { minor: number; patch: number }): string {
  return `${minor}.${patch}`;
}
