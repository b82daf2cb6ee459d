import { asOf, kubernetesReleases } from '../../data/kubernetes-releases.ts';
import type { NodeFacts } from '../../model/types.ts';
import { parseVersion } from '../../model/version.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { machines, nodeCount, nodeEvidence } from '../helpers/nodes.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/patch-behind',
  title: 'Kubernetes is some patches behind',
  severity: 'low',
  why: 'Patch releases come every month and hold fixes of security and of crashes, and nothing else. Who is several behind has known faults that others have mended.',
  fix: 'Upgrade to the newest patch of the same minor: the control plane first, then the nodes.',
  references: [
    { framework: 'OWASP K8s 2025', id: 'K07' },
    { framework: 'docs', id: 'Patch releases', url: 'https://kubernetes.io/releases/patch-releases/' },
  ],
  needs: [],
  uses: ['controlPlane', 'cluster', 'nodes'],
  *run({ controlPlane, cluster, nodes }): Iterable<Finding> {
    const oldest = controlPlane.apiServer.versions[0];
    if (!oldest) {
      yield { verdict: 'unknown', at, message: 'the server version is not known', settle: ['get /version'] };
      return;
    }
    const gap = behind(oldest.version);
    const context =
      cluster.managed.known && cluster.managed.value ? '; its provider brings patches later' : '';
    if (gap === undefined)
      yield {
        verdict: 'unknown',
        at,
        message: `the patches of ${oldest.version} are not in the table (as of ${asOf})`,
        settle: ['update kubectl-archmap'],
        evidence: oldest.evidence,
      };
    else if (gap.missing > 0)
      yield {
        verdict: 'fail',
        at,
        detail: oldest.version,
        // One patch is a matter of weeks.
        ...(gap.missing === 1 && { severity: 'info' as const }),
        message: `the API server ${oldest.version} is behind ${gap.newest} (as of ${asOf})${context}`,
        evidence: oldest.evidence,
      };
    else
      yield {
        verdict: 'pass',
        at,
        message: `the API server ${oldest.version} is at the newest patch that was seen (as of ${asOf})`,
        evidence: oldest.evidence,
      };
    yield* kubelets(machines(nodes));
  },
});

interface Gap {
  missing: number;
  /** `1.36.6`. */
  newest: string;
}

function behind(version: string): Gap | undefined {
  const parsed = parseVersion(version);
  const release = parsed && kubernetesReleases.find(({ minor }) => minor === parsed.minor);
  if (!parsed || !release) return undefined;
  return {
    missing: Math.max(0, release.lastPatch - parsed.patch),
    newest: `1.${release.minor}.${release.lastPatch}`,
  };
}

/** One fail a version, over all nodes that have it. Nodes in order add nothing: they are many. */
function* kubelets(nodes: readonly NodeFacts[]): Iterable<Finding> {
  for (const [version, some] of groupBy(nodes, ({ record }) => record.kubeletVersion)) {
    const gap = behind(version);
    if (!gap || gap.missing === 0) continue;
    yield {
      verdict: 'fail',
      detail: `kubelet ${version}`,
      ...(gap.missing === 1 && { severity: 'info' as const }),
      message: `kubelets of ${nodeCount(some)} at ${version} are behind ${gap.newest} (as of ${asOf})`,
      evidence: nodeEvidence(some, ({ record }) => `kubelet ${record.kubeletVersion ?? ''}`),
    };
  }
}
