import { UPDATE, document } from '../../shared/requirement.ts';
import { asOf } from '../../data/kubernetes-releases.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { machines, nodeCount, nodeEvidence, withoutMachines } from '../helpers/nodes.ts';
import { behind } from '../helpers/patches.ts';
import { patchedByVendor } from '../helpers/support.ts';

export default defineCheck({
  id: 'version/kubelet-patch-behind',
  title: 'Kubelets are some patches behind',
  severity: 'low',
  why: 'Patch releases come every month and hold fixes of security and of crashes, and nothing else. Nodes that were left out of the last rounds have known faults that others have mended.',
  fix: 'Upgrade the kubelets to the newest patch of their minor, or replace the nodes by ones with a newer image.',
  references: ['K07', 'patch-releases'],
  needs: ['nodes'],
  uses: ['cluster'],
  *run({ nodes, cluster }): Iterable<Finding> {
    const own = machines(nodes);
    if (own.length === 0) {
      yield withoutMachines(nodes);
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
          message: `upstream has ended the minor of ${version}; what ${vendor} has mended in it by itself does not show in the number: kubelets of ${nodeCount(some)}`,
          requires: [document(`look up the releases of ${vendor}`)],
          evidence,
        };
      else if (!gap)
        yield {
          verdict: 'unknown',
          message: `the patches of ${version || 'a version that does not show'} are not in the table (as of ${asOf}): kubelets of ${nodeCount(some)}`,
          requires: [UPDATE],
          evidence,
        };
      else
        yield {
          verdict: 'fail',
          detail: version,
          // One patch is a matter of weeks.
          ...(gap.missing === 1 && { severity: 'info' as const }),
          message: `kubelets of ${nodeCount(some)} at ${version} are behind ${gap.newest} (as of ${asOf})`,
          evidence,
        };
    }
    if (settled)
      yield {
        verdict: 'pass',
        message: `kubelets are at the newest patches that were seen (as of ${asOf})`,
        evidence: nodeEvidence(own.slice(0, 3), ({ record }) => `kubelet ${record.kubeletVersion ?? ''}`),
      };
  },
});
