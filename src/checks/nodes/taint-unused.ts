import type { NodeFacts } from '../../model/types.ts';
import { groupByEach } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { machines, nodeCount, nodeEvidence, withoutMachines } from '../helpers/nodes.ts';
import { namesTaint } from '../helpers/tolerates.ts';

type Taint = NodeFacts['record']['taints'][number];

/** Taints of Kubernetes, networks and autoscalers themselves: states and roles, not reservations for a workload. */
const NOT_RESERVED =
  /^(?:node\.kubernetes\.io|node-role\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io|node\.cluster\.x-k8s\.io|karpenter\.sh|virtual-kubelet\.io|kwok\.x-k8s\.io)\/|cilium\.io\/|agent-not-ready$|^(?:ToBeDeletedByClusterAutoscaler|DeletionCandidateOfClusterAutoscaler|CriticalAddonsOnly)$/;

export default defineCheck({
  id: 'nodes/taint-unused',
  title: 'Nodes are reserved for pods that do not exist',
  severity: 'low',
  why: 'A taint keeps a node free for the pods that tolerate it. When no pod does, by name, the node stays empty, and pods that could have run there wait.',
  fix: 'Take the taint off, give the pods that were meant their toleration (often a typing error in key or value), or give the node back.',
  references: [
    {
      framework: 'docs',
      id: 'Taints and tolerations',
      url: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
    },
  ],
  union: [137],
  needs: ['nodes', 'workloads'],
  *run({ nodes, workloads }): Iterable<Finding> {
    const own = machines(nodes);
    if (own.length === 0) {
      yield withoutMachines(nodes);
      return;
    }
    const reserved = new Map<string, Taint>();
    const byTaint = groupByEach(own, ({ record }) =>
      record.taints.filter(isReservation).map((taint) => {
        reserved.set(textOf(taint), taint);
        return textOf(taint);
      }),
    );
    let faults = 0;
    for (const [text, some] of [...byTaint].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const taint = reserved.get(text);
      const used = workloads.some(({ template }) =>
        (template.tolerations ?? []).some((toleration) => taint && namesTaint(toleration, taint)),
      );
      if (used) continue;
      faults++;
      yield {
        verdict: 'fail',
        detail: text,
        restsOn: ['pods', 'workloads'],
        message: `no pod tolerates ${text} of ${nodeCount(some)}`,
        evidence: nodeEvidence(
          some,
          ({ pods }) => `${text}; ${plural(pods, 'pod')} that tolerate everything`,
        ),
      };
    }
    if (faults === 0)
      yield {
        verdict: 'pass',
        message:
          byTaint.size === 0
            ? `${plural(own.length, 'node')}, none reserved by a taint`
            : `each of ${plural(byTaint.size, 'taint')} is tolerated by some workload`,
        evidence: nodeEvidence(
          own.slice(0, 3),
          ({ record }) => record.taints.map(textOf).join(', ') || 'no taint',
        ),
      };
  },
});

function isReservation({ key, effect }: Taint): boolean {
  return effect !== 'PreferNoSchedule' && !NOT_RESERVED.test(key);
}

function textOf({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}
