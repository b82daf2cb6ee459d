import { UPDATE, document } from '../../shared/requirement.ts';
import { asOf } from '../../data/kubernetes-releases.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence, withoutHosts } from '../helpers/nodes.ts';
import { behind } from '../helpers/patches.ts';
import { patchedByVendor } from '../helpers/support.ts';

export default defineCheck({
  id: 'version/kubelet-patch-behind',
  title: 'Kubelet patch release outdated',
  control: 'Kubelet patch release',
  severity: 'low',
  why: 'Patch releases contain security fixes and bug fixes only. Nodes with older kubelets remain exposed to publicly known vulnerabilities and crashes.',
  remediation:
    'Upgrade the kubelets to the latest patch release of their minor version, or replace the nodes with a newer image.',
  references: ['K07', 'patch-releases'],
  needs: ['nodes'],
  uses: ['cluster'],
  *run({ nodes, cluster }): Iterable<Finding> {
    const own = hosts(nodes);
    if (own.length === 0) {
      yield withoutHosts(nodes);
      return;
    }
    let settled = true;
    // One finding a version, over all nodes that have it.
    for (const [version, some] of groupBy(own, ({ record }) => record.kubeletVersion ?? '')) {
      const vendor = patchedByVendor(some[0]?.minor, cluster);
      const gap = behind(version);
      if (vendor === undefined && gap?.missing === 0) continue;
      settled = false;
      const evidence = nodeEvidence(some, ({ record }) => `kubelet ${record.kubeletVersion ?? ''}`);
      if (vendor !== undefined)
        yield {
          verdict: 'unknown',
          message: `the minor version of ${version} is end of life upstream; fixes backported by ${vendor} are not visible in the version: kubelets of ${nodeCount(some)}`,
          requires: [document(`look up the releases of ${vendor}`)],
          evidence,
        };
      else if (!gap)
        yield {
          verdict: 'unknown',
          message: `patch releases of ${version || 'an unknown version'} are not in the release data (as of ${asOf}): kubelets of ${nodeCount(some)}`,
          requires: [UPDATE],
          evidence,
        };
      else
        yield {
          verdict: 'fail',
          detail: version,
          // One patch release is a matter of weeks.
          ...(gap.missing === 1 && { severity: 'info' as const }),
          message: `kubelets of ${nodeCount(some)} at ${version}; latest patch release is ${gap.newest} (as of ${asOf})`,
          evidence,
        };
    }
    if (settled)
      yield {
        verdict: 'pass',
        message: `kubelets run the latest patch release of their minor version (as of ${asOf})`,
        evidence: nodeEvidence(own.slice(0, 3), ({ record }) => `kubelet ${record.kubeletVersion ?? ''}`),
      };
  },
});
