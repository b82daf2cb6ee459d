import { GET_VERSION, LIST_NODES } from '../../model/requirements.ts';
import { allowedKubeletLag } from '../../data/kubernetes-releases.ts';
import type { NodeFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { defineCheck } from '../define.ts';
import { ofKnownServers } from '../helpers/versionless.ts';

export default defineCheck({
  id: 'version/kubelet-skew',
  title: "Kubelets are too far from the API server's version",
  severity: 'medium',
  why: 'A kubelet newer than the API server, or more than three minors older, is outside what Kubernetes tests: pods may not start, features may fail in part, and the next upgrade is blocked.',
  fix: 'Upgrade the nodes, or the control plane first where kubelets are newer than it.',
  references: ['version-skew-policy'],
  peerChecks: [320],
  needs: ['nodes'],
  uses: ['controlPlane', 'cluster'],
  *run({ nodes, controlPlane, cluster }) {
    const { versions } = controlPlane.apiServer;
    const [oldest, newest] = [versions[0], versions.at(-1)];
    if (!oldest || !newest) {
      yield { verdict: 'unknown', message: 'the server version is not known', requires: [GET_VERSION] };
      return;
    }
    if (cluster.distribution.known && cluster.distribution.value.id === 'vcluster') {
      const { evidence } = cluster.distribution;
      const message =
        'the nodes are those of the hosting cluster, whose own API server their kubelets follow';
      yield { verdict: 'not-applicable', message, evidence };
      return;
    }
    // While an upgrade is under way, a kubelet may talk to any of them: not newer than the oldest, not too old for the newest.
    const several = oldest.minor !== newest.minor;
    const servers = several ? [...oldest.evidence, ...newest.evidence] : [];
    const lag = allowedKubeletLag(newest.minor);
    const newer = nodes.filter((node) => node.minor !== undefined && node.minor > oldest.minor);
    const older = nodes.filter((node) => node.minor !== undefined && node.minor < newest.minor - lag);
    const silent = nodes.filter((node) => node.minor === undefined);
    if (newer.length > 0) {
      yield {
        verdict: 'fail',
        detail: 'newer',
        severity: 'high',
        message: `${count(newer)} newer than the ${several ? 'oldest ' : ''}API server (${oldest.version})`,
        evidence: [...servers, ...show(newer)],
      };
    }
    if (older.length > 0) {
      yield {
        verdict: 'fail',
        detail: 'older',
        message: `${count(older)} more than ${lag} minors older than the ${several ? 'newest ' : ''}API server (${newest.version})`,
        evidence: [...servers, ...show(older)],
      };
    }
    if (newer.length + older.length > 0) return;
    if (nodes.length === 0 || silent.length > 0) {
      yield {
        verdict: 'unknown',
        message:
          nodes.length === 0
            ? 'there are no nodes'
            : `${silent.length === 1 ? '1 node does not tell its' : `${silent.length} nodes do not tell their`} version`,
        requires: [LIST_NODES],
      };
      return;
    }
    yield ofKnownServers(
      {
        verdict: 'pass',
        message: `${nodes.length === 1 ? 'the only kubelet is' : `all ${nodes.length} kubelets are`} within the skew policy of ${several ? `${oldest.version} and ${newest.version}` : newest.version}`,
        evidence: [...servers, ...show(nodes.slice(0, 3))],
      },
      controlPlane.apiServer,
    );
  },
});

function count(nodes: readonly NodeFacts[]): string {
  return nodes.length === 1 ? '1 kubelet is' : `${nodes.length} kubelets are`;
}

/** At most ten: the message has the number. */
function show(nodes: readonly NodeFacts[]): Evidence[] {
  return nodes.slice(0, 10).map((node) => ({
    witness: 'object',
    confidence: 'observed',
    source: `node ${node.name}`,
    value: `kubelet ${node.record.kubeletVersion ?? '?'}`,
  }));
}
