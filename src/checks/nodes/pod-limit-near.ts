import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence, unreported, withoutHosts } from '../helpers/nodes.ts';

const NEAR = 0.9;

export default defineCheck({
  id: 'nodes/pod-limit-near',
  title: 'Nodes near the Pod limit (maxPods)',
  control: 'Pod limit of nodes (maxPods)',
  severity: 'low',
  why: 'At its Pod limit (110 by default) a node accepts no more Pods, regardless of free memory. Pods remain Pending, and DaemonSet agents cannot start on the node.',
  remediation:
    'Add nodes, or increase `maxPods` in the KubeletConfiguration. The Pod CIDR of each node must provide enough addresses.',
  references: ['considerations-for-large-clusters'],
  peerChecks: [142],
  needs: ['nodes', 'pods'],
  *run({ nodes }): Iterable<Finding> {
    const own = hosts(nodes);
    if (own.length === 0) {
      yield withoutHosts(nodes);
      return;
    }
    const share = ({ pods, podLimit }: (typeof own)[number]) => pods / (podLimit ?? Infinity);
    const full = own.filter((node) => share(node) >= 1);
    const near = own.filter((node) => share(node) >= NEAR && share(node) < 1);
    const show = (some: typeof own) =>
      nodeEvidence(some, ({ pods, podLimit }) => `${pods} of ${podLimit ?? 0} Pods`);
    if (full.length > 0)
      yield {
        verdict: 'fail',
        detail: 'full',
        severity: 'medium',
        message: `${nodeCount(full)} at the Pod limit (maxPods)`,
        evidence: show(full),
      };
    if (near.length > 0)
      yield {
        verdict: 'fail',
        detail: 'near',
        message: `${nodeCount(near)} at 90% or more of the Pod limit (maxPods)`,
        evidence: show(near),
      };
    if (full.length + near.length > 0) return;
    const unobserved = own.filter(({ podLimit }) => podLimit === undefined);
    if (unobserved.length > 0) yield unreported(unobserved, 'status.capacity.pods');
    else
      yield {
        verdict: 'pass',
        message: `${plural(own.length, 'node')} below 90% of the Pod limit (maxPods)`,
        evidence: show(own.toSorted((a, b) => share(b) - share(a)).slice(0, 3)),
      };
  },
});
