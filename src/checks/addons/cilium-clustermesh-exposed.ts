import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { containersOf, installed } from '../helpers/addons/installed.ts';
import { entryPointFinder } from '../helpers/entry-points.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';

/** The etcd of the mesh (install/kubernetes/cilium/templates/clustermesh-apiserver of cilium/cilium). */
const PORT = 2379;
const NAME = {
  name: 'Cilium Cluster Mesh',
  images: ['cilium/clustermesh-apiserver', 'clustermesh-apiserver'],
  groups: ['cilium.io'],
};

export default defineCheck({
  id: 'addons/cilium-clustermesh-exposed',
  title: 'Cilium Cluster Mesh exposed outside the cluster',
  control: 'Exposure of Cilium Cluster Mesh',
  severity: 'medium',
  why: 'The etcd of the mesh contains the addresses and identities of all Pods and Services. Only its client certificates protect it, and a flaw in etcd is reachable for every client.',
  remediation:
    'Set `clustermesh.apiserver.service` to a load balancer that is internal to the networks of the clusters. Limit its source addresses to those networks.',
  references: ['T1133', 'K06', 'cilium-cluster-mesh'],
  needs: ['services', 'workloads'],
  uses: ['addons', 'trust', 'exposure', 'extensions'],
  passNeeds: ['services', 'pods'],
  *run({ services, exposure, extensions, ...parts }): Iterable<Finding> {
    const found = installed(NAME, parts);
    const own = found.workloads.filter((workload) => containersOf(workload, NAME).length > 0);
    if (own.length === 0) {
      yield { verdict: 'not-applicable', message: 'Cilium Cluster Mesh is not installed' };
      return;
    }
    const finder = entryPointFinder({ services, exposure, extensions });
    for (const workload of own) {
      const at = workloadRef(workload);
      const ways = finder
        .to(workload, (port) => (port === PORT ? 'open' : 'none'))
        .filter(({ isUnclear }) => isUnclear !== true);
      const isPublic = ways.some(({ reach, onNodes, guarded }) => reach === 'public' && !onNodes && !guarded);
      yield ways.length > 0
        ? {
            verdict: 'fail',
            at,
            ...(!isPublic && { severity: lowered('medium') }),
            message: `port ${PORT} is exposed by ${listed(ways.map(({ name }) => name))}`,
            evidence: few(ways, ({ evidence }) => evidence),
          }
        : {
            verdict: 'pass',
            at,
            message: `no entry point leads to port ${PORT}`,
            evidence: [observed(workloadName(workload), 'Services and ports of the host evaluated')],
          };
    }
  },
});
