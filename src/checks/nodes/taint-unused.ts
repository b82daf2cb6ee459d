import type { NodeFacts, WorkloadFacts } from '../../model/types.ts';
import { groupByEach } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence, withoutHosts } from '../helpers/nodes.ts';
import { listed, workloadName } from '../helpers/objects.ts';
import { namesTaint } from '../helpers/tolerates.ts';

type Taint = NodeFacts['record']['taints'][number];

/** Taints that Kubernetes, networks and autoscalers set themselves: states and roles, not reservations for a workload. */
const NOT_RESERVED =
  /^(?:node\.kubernetes\.io|node-role\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io|node\.cluster\.x-k8s\.io|karpenter\.sh|virtual-kubelet\.io|kwok\.x-k8s\.io)\/|cilium\.io\/|agent-not-ready$|^(?:ToBeDeletedByClusterAutoscaler|DeletionCandidateOfClusterAutoscaler|CriticalAddonsOnly)$/;

export default defineCheck({
  id: 'nodes/taint-unused',
  title: 'Taint not tolerated by any Pod',
  control: 'Node taints and matching tolerations',
  severity: 'low',
  why: 'No Pod can use the tainted nodes except those that tolerate all taints. Capacity remains unused while other Pods stay Pending, often because of a typo in the key or value.',
  remediation:
    'Remove the taint with `kubectl taint node NODE KEY:EFFECT-`, or add the toleration to the intended workload. Otherwise remove the nodes.',
  references: ['taints-and-tolerations'],
  peerChecks: [137],
  needs: ['nodes', 'workloads'],
  uses: ['records', 'trust', 'cluster'],
  *run({ nodes, workloads, records, trust, cluster }): Iterable<Finding> {
    const own = hosts(nodes);
    if (own.length === 0) {
      yield withoutHosts(nodes);
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
      const tolerates = ({ template: { tolerations = [] } }: Templated) =>
        tolerations.some((toleration) => taint && namesTaint(toleration, taint));
      const meant = workloads.filter(({ templates }) => templates.some(tolerates));
      if (meant.some((workload) => counts(workload, trust, cluster))) continue;
      if (records.pod.some((pod) => hasRun(pod) && tolerates(pod))) continue;
      faults++;
      yield {
        verdict: 'fail',
        detail: text,
        restsOn: ['pods', 'workloads'],
        message: `no Pod tolerates ${text} of ${nodeCount(some)}${meant.length > 0 ? `; workloads with a matching toleration have not run (${listed(meant.map(workloadName))})` : ''}`,
        evidence: nodeEvidence(some, ({ pods }) => `${text}; ${plural(pods, 'Pod')} on the node`),
      };
    }
    if (faults === 0)
      yield {
        verdict: 'pass',
        message:
          byTaint.size === 0
            ? `${plural(own.length, 'node')}, none with a dedicated taint`
            : `${byTaint.size === 1 ? 'the only taint' : `each of ${byTaint.size} taints`} is tolerated by a workload`,
        evidence: nodeEvidence(
          own.slice(0, 3),
          ({ record }) => record.taints.map(textOf).join(', ') || 'no taint',
        ),
      };
  },
});

type Templated = Pick<PodRecord, 'template'>;

/** A kubelet has run it: it has a node, or has ended. A pod that cannot be scheduled proves nothing. */
function hasRun({ node, phase }: PodRecord): boolean {
  return node !== undefined && phase !== 'Pending';
}

/**
 * Whether a template counts without a pod: an administrator's does, and in files, which contain no pods, that of every workload that is
 * not scaled to zero. A template without pods uses no node, and any tenant can create one.
 */
function counts(
  { namespace, replicas, pods }: WorkloadFacts,
  { authorIn }: CheckParts['trust'],
  { source }: CheckParts['cluster'],
): boolean {
  if (authorIn(namespace) === 'administrator') return true;
  return source === 'files' && (replicas !== 0 || pods.length > 0);
}

function isReservation({ key, effect }: Taint): boolean {
  return effect !== 'PreferNoSchedule' && !NOT_RESERVED.test(key);
}

function textOf({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}
