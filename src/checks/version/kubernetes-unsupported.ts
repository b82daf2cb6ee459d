import { GET_VERSION } from '../../model/requirements.ts';
import type { ClusterFacts, NodeFacts } from '../../model/types.ts';
import { known } from '../../shared/evidence.ts';
import { groupBy } from '../../shared/group.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { hosts, nodeCount, nodeEvidence } from '../helpers/nodes.ts';
import { supportOf } from '../helpers/support.ts';
import { ofAllServers } from '../helpers/versionless.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/kubernetes-unsupported',
  title: 'Kubernetes version end of life',
  control: 'Kubernetes version support',
  severity: 'high',
  why: 'Newly discovered vulnerabilities in kube-apiserver or the kubelets are not fixed in this version. Each delayed minor version adds an upgrade step, because minor versions cannot be skipped.',
  remediation:
    'Upgrade to a supported version, one minor version at a time. Check deprecated APIs before the upgrade.',
  references: ['K07', 'NSA Upgrading and application security practices', 'releases'],
  peerChecks: [319],
  needs: [],
  uses: ['cluster', 'controlPlane', 'nodes', 'pods'],
  *run({ cluster, controlPlane, nodes, pods }): Iterable<Finding> {
    const server = ofAllServers(evaluateServer(cluster, controlPlane), controlPlane.apiServer, pods);
    yield server;
    yield* evaluateKubelets(
      hosts(nodes),
      cluster,
      server.verdict === 'fail' ? oldestOf(cluster, controlPlane) : undefined,
    );
  },
});

/** During an upgrade the oldest server is the one without patches. */
function evaluateServer(cluster: ClusterFacts, { apiServer }: CheckParts['controlPlane']): Finding {
  const oldest = apiServer.versions[0];
  const version = oldest ? known(oldest.version, ...oldest.evidence) : cluster.version;
  const minor = oldest ? known(oldest.minor, ...oldest.evidence) : cluster.minor;
  if (!version.known || !minor.known) {
    const { reason } = minor.known ? { reason: 'kube-apiserver version is unknown' } : minor;
    return {
      verdict: 'unknown',
      at,
      message: version.known ? reason : version.reason,
      requires: [GET_VERSION],
    };
  }
  const support = supportOf(version.value, minor.value, cluster);
  const message = `${version.value} ${support.words}`;
  const evidence = [...version.evidence, support.shown];
  const detail = `1.${minor.value}`;
  if (support.state === 'supported') return { verdict: 'pass', at, message, evidence };
  if (support.state === 'unknown')
    return { verdict: 'unknown', at, message, requires: [support.requires], evidence };
  const severity = support.state === 'extended' ? { severity: 'medium' as const } : {};
  return { verdict: 'fail', at, detail, ...severity, message, evidence };
}

function oldestOf({ minor }: ClusterFacts, { apiServer }: CheckParts['controlPlane']): number | undefined {
  return apiServer.versions[0]?.minor ?? (minor.known ? minor.value : undefined);
}

/**
 * Kubelets past end of life are a risk regardless of the server; on managed clusters only they are visible. Kubelets of the same minor as a
 * server past end of life are the same cause.
 */
function* evaluateKubelets(
  nodes: readonly NodeFacts[],
  cluster: ClusterFacts,
  reported: number | undefined,
): Iterable<Finding> {
  for (const [version, some] of groupBy(nodes, ({ record }) => record.kubeletVersion ?? '')) {
    const minor = some[0]?.minor;
    if (minor === undefined || minor === reported) continue;
    const support = supportOf(version, minor, cluster);
    if (support.state !== 'ended' && support.state !== 'extended') continue;
    yield {
      verdict: 'fail',
      at: component('kubelet'),
      detail: `kubelet ${version}`,
      ...(support.state === 'extended' && { severity: 'medium' as const }),
      message: `kubelet ${version} of ${nodeCount(some)} ${support.words}`,
      evidence: [
        ...nodeEvidence(some, ({ record }) => `kubelet ${record.kubeletVersion ?? ''}`),
        support.shown,
      ],
    };
  }
}
