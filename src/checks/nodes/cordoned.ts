import { LIST_NODES } from '../../model/requirements.ts';
import type { NodeFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { nodeCount, nodeEvidence } from '../helpers/nodes.ts';

const DAY = 86_400_000;

export default defineCheck({
  id: 'nodes/cordoned',
  title: 'Nodes cordoned (SchedulingDisabled)',
  control: 'Schedulable state of nodes',
  severity: 'low',
  why: 'A cordoned node accepts no new Pods, so its capacity is missing when another node fails. Nodes are often left cordoned after maintenance.',
  remediation: 'Run `kubectl uncordon NODE`, or remove the node from the cluster.',
  references: ['manual-node-administration'],
  peerChecks: [136],
  needs: ['nodes'],
  uses: ['cluster'],
  *run({ nodes, cluster }): Iterable<Finding> {
    if (nodes.length === 0) {
      yield { verdict: 'unknown', message: 'no nodes observed', requires: [LIST_NODES] };
      return;
    }
    const closed = nodes.filter(({ record }) => record.unschedulable);
    const now = cluster.takenAt.getTime();
    const long = closed.filter((node) => now - (closedAt(node) ?? now) >= DAY);
    const rest = closed.filter((node) => !long.includes(node));
    if (long.length > 0)
      yield {
        verdict: 'fail',
        detail: 'long',
        message: `${nodeCount(long)} cordoned for more than a day`,
        evidence: nodeEvidence(long, show),
      };
    if (rest.length > 0)
      yield {
        verdict: 'fail',
        detail: 'recent',
        severity: 'info',
        message: `${nodeCount(rest)} cordoned for less than a day, or since an unknown time`,
        evidence: nodeEvidence(rest, show),
      };
    if (closed.length === 0)
      yield {
        verdict: 'pass',
        message: `${plural(nodes.length, 'node')}, none cordoned`,
        evidence: nodeEvidence(nodes.slice(0, 3), () => 'schedulable'),
      };
  },
});

/** The node controller writes the time into the taint of a cordoned node. */
function closedAt({ record }: NodeFacts): number | undefined {
  const taint = record.taints.find(({ key }) => key === 'node.kubernetes.io/unschedulable');
  const time = Date.parse(taint?.timeAdded ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function show(node: NodeFacts): string {
  const since = closedAt(node);
  return `unschedulable${since === undefined ? '' : ` since ${new Date(since).toISOString()}`}`;
}
