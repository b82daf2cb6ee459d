import { list } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { machines, nodeCount, nodeEvidence, withoutMachines } from '../helpers/nodes.ts';

export default defineCheck({
  id: 'nodes/heartbeat-stale',
  title: 'Nodes that call themselves ready have stopped reporting',
  severity: 'medium',
  why: 'A kubelet renews its lease every ten seconds. One that has stopped is down or cut off; while the node still counts as ready, traffic is sent to its pods and nothing is moved.',
  fix: 'Look at the kubelet on the machine and at its way to the API server; when the state lasts, look at the controller manager, which should have marked the node.',
  references: ['node-heartbeats'],
  needs: ['nodes'],
  passNeeds: ['leases'],
  *run({ nodes }): Iterable<Finding> {
    const own = machines(nodes);
    if (own.length === 0) {
      yield withoutMachines(nodes);
      return;
    }
    const stale = own.filter(({ ready, heartbeat }) => ready && heartbeat === false);
    const silent = own.filter(({ heartbeat }) => heartbeat === undefined);
    if (stale.length > 0) {
      yield {
        verdict: 'fail',
        message: `${nodeCount(stale)} ready by name, with a lease that is older than 40 s`,
        evidence: nodeEvidence(stale, () => 'Ready=True, lease not renewed'),
      };
    } else if (silent.length > 0)
      yield {
        verdict: 'unknown',
        message: `no lease of ${nodeCount(silent)} was seen`,
        requires: [list('leases.coordination.k8s.io', 'kube-node-lease')],
      };
    else
      yield {
        verdict: 'pass',
        message: `${plural(own.length, 'node')}, none of them ready and silent`,
        evidence: nodeEvidence(own.slice(0, 3), ({ ready }) =>
          ready ? 'lease renewed' : 'not ready, see nodes/not-ready',
        ),
      };
  },
});
