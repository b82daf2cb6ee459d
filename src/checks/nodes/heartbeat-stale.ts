import { list } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import { heartbeatGrace, isLeaseFresh } from '../../model/heartbeats.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence, withoutHosts } from '../helpers/nodes.ts';

export default defineCheck({
  id: 'nodes/heartbeat-stale',
  title: 'Ready node with stale Lease',
  control: 'Node heartbeats (Leases)',
  severity: 'medium',
  why: 'The kubelet is down or disconnected, but the node still counts as Ready. Services continue to route traffic to its Pods, and the Pods are not replaced on other nodes.',
  remediation:
    'Check the kubelet on the node and its connection to kube-apiserver. If the state persists, check kube-controller-manager, which marks unresponsive nodes.',
  references: ['node-heartbeats'],
  needs: ['nodes'],
  uses: ['cluster', 'controlPlane'],
  passNeeds: ['leases'],
  *run({ nodes, cluster, controlPlane }): Iterable<Finding> {
    const own = hosts(nodes);
    if (own.length === 0) {
      yield withoutHosts(nodes);
      return;
    }
    // The time after which kube-controller-manager no longer waits.
    const grace = heartbeatGrace({ cluster, controlPlane });
    const stale = own.filter((node) => node.ready && isLeaseFresh(node, grace) === false);
    const unobserved = own.filter(({ leaseSeconds }) => leaseSeconds === undefined);
    if (stale.length > 0) {
      yield {
        verdict: 'fail',
        message: `${nodeCount(stale)} with Ready=True and a Lease not renewed for more than ${grace} s`,
        evidence: nodeEvidence(stale, () => 'Ready=True, Lease not renewed'),
      };
    } else if (unobserved.length > 0)
      yield {
        verdict: 'unknown',
        message: `Lease of ${nodeCount(unobserved)} not observed`,
        requires: [list('leases.coordination.k8s.io', 'kube-node-lease')],
      };
    else
      yield {
        verdict: 'pass',
        message: `${plural(own.length, 'node')}, none Ready with a stale Lease`,
        evidence: nodeEvidence(own.slice(0, 3), ({ ready }) =>
          ready ? 'Lease renewed' : 'not ready, see nodes/not-ready',
        ),
      };
  },
});
