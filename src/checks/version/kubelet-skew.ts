import { GET_VERSION, LIST_NODES } from '../../model/requirements.ts';
import { allowedKubeletLag } from '../../data/kubernetes-releases.ts';
import type { NodeFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { defineCheck } from '../define.ts';
import { ofKnownServers } from '../helpers/versionless.ts';

export default defineCheck({
  id: 'version/kubelet-skew',
  title: 'Unsupported kubelet version skew',
  control: 'Kubelet version skew',
  severity: 'medium',
  why: 'Kubelets newer than kube-apiserver, or more than three minor versions older, are an untested combination. Pods may fail to start, features may not work, and the next upgrade is blocked.',
  remediation:
    'Upgrade the outdated nodes. If kubelets are newer than kube-apiserver, upgrade the control plane first.',
  references: ['version-skew-policy'],
  peerChecks: [320],
  needs: ['nodes'],
  uses: ['controlPlane', 'cluster'],
  passNeeds: ['pods'],
  *run({ nodes, controlPlane, cluster }) {
    const { versions } = controlPlane.apiServer;
    const [oldest, newest] = [versions[0], versions.at(-1)];
    if (!oldest || !newest) {
      yield { verdict: 'unknown', message: 'kube-apiserver version is unknown', requires: [GET_VERSION] };
      return;
    }
    if (cluster.distribution.known && cluster.distribution.value.id === 'vcluster') {
      const { evidence } = cluster.distribution;
      const message = 'the nodes belong to the host cluster, and their kubelets follow its kube-apiserver';
      yield { verdict: 'not-applicable', message, evidence };
      return;
    }
    // During an upgrade a kubelet may connect to any of them: it must not be newer than the oldest, nor too old for the newest.
    const several = oldest.minor !== newest.minor;
    const servers = several ? [...oldest.evidence, ...newest.evidence] : [];
    const lag = allowedKubeletLag(newest.minor);
    const newer = nodes.filter((node) => node.minor !== undefined && node.minor > oldest.minor);
    const older = nodes.filter((node) => node.minor !== undefined && node.minor < newest.minor - lag);
    const unobserved = nodes.filter((node) => node.minor === undefined);
    if (newer.length > 0) {
      yield {
        verdict: 'fail',
        detail: 'newer',
        severity: 'high',
        message: `${count(newer)} newer than ${several ? 'the oldest ' : ''}kube-apiserver (${oldest.version})`,
        evidence: [...servers, ...show(newer)],
      };
    }
    if (older.length > 0) {
      yield {
        verdict: 'fail',
        detail: 'older',
        message: `${count(older)} more than ${lag} minor versions older than ${several ? 'the newest ' : ''}kube-apiserver (${newest.version})`,
        evidence: [...servers, ...show(older)],
      };
    }
    if (newer.length + older.length > 0) return;
    if (nodes.length === 0 || unobserved.length > 0) {
      yield {
        verdict: 'unknown',
        message:
          nodes.length === 0
            ? 'no nodes observed'
            : `${unobserved.length === 1 ? '1 node does not report its' : `${unobserved.length} nodes do not report their`} kubelet version`,
        requires: [LIST_NODES],
      };
      return;
    }
    yield ofKnownServers(
      {
        verdict: 'pass',
        message: `${nodes.length === 1 ? 'the only kubelet is' : `all ${nodes.length} kubelets are`} within the version skew policy of kube-apiserver ${several ? `${oldest.version} and ${newest.version}` : newest.version}`,
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
    source: 'object',
    confidence: 'observed',
    location: `node ${node.name}`,
    value: `kubelet ${node.record.kubeletVersion ?? '?'}`,
  }));
}
