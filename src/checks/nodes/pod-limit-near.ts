import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { machines, nodeCount, nodeEvidence, untold, withoutMachines } from '../helpers/nodes.ts';

const NEAR = 0.9;

export default defineCheck({
  id: 'nodes/pod-limit-near',
  title: 'Nodes have nearly as many pods as they take',
  severity: 'low',
  why: 'A node takes a fixed number of pods (110 unless told otherwise), whatever memory is free. At the limit, pods wait although there seems to be room, and agents that belong on every node cannot start.',
  fix: 'Add nodes, or raise maxPods together with the range of addresses of a node.',
  references: ['considerations-for-large-clusters'],
  peerChecks: [142],
  needs: ['nodes', 'pods'],
  *run({ nodes }): Iterable<Finding> {
    const own = machines(nodes);
    if (own.length === 0) {
      yield withoutMachines(nodes);
      return;
    }
    const share = ({ pods, podLimit }: (typeof own)[number]) => pods / (podLimit ?? Infinity);
    const full = own.filter((node) => share(node) >= 1);
    const near = own.filter((node) => share(node) >= NEAR && share(node) < 1);
    const show = (some: typeof own) =>
      nodeEvidence(some, ({ pods, podLimit }) => `${pods} of ${podLimit ?? 0} pods`);
    if (full.length > 0)
      yield {
        verdict: 'fail',
        detail: 'full',
        severity: 'medium',
        message: `${nodeCount(full)} with as many pods as they take`,
        evidence: show(full),
      };
    if (near.length > 0)
      yield {
        verdict: 'fail',
        detail: 'near',
        message: `${nodeCount(near)} with more than nine tenths of the pods that they take`,
        evidence: show(near),
      };
    if (full.length + near.length > 0) return;
    const silent = own.filter(({ podLimit }) => podLimit === undefined);
    if (silent.length > 0) yield untold(silent, 'how many pods they take');
    else
      yield {
        verdict: 'pass',
        message: `${plural(own.length, 'node')} with room for more pods`,
        evidence: show(own.toSorted((a, b) => share(b) - share(a)).slice(0, 3)),
      };
  },
});
