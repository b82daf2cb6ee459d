import { LIST_NODES } from '../../model/requirements.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { installed, notInstalled } from '../helpers/addons/installed.ts';
import { few, listed, observed, workloadRef } from '../helpers/objects.ts';

const LABEL = 'karpenter.sh/nodepool';

export default defineCheck({
  id: 'addons/karpenter-on-own-nodes',
  title: 'Karpenter runs on nodes that it manages',
  control: 'Placement of Karpenter',
  severity: 'low',
  why: 'Karpenter can delete the node that it runs on. If its nodes are lost, nothing creates new ones, and Pods stay pending.',
  remediation:
    'Run Karpenter on a managed node group or on Fargate. The chart excludes nodes with `karpenter.sh/nodepool` by `affinity`; do not remove that.',
  references: ['K07', 'karpenter-getting-started'],
  needs: ['workloads'],
  uses: ['addons', 'trust', 'nodes'],
  passNeeds: ['nodes', 'pods'],
  *run({ nodes, ...parts }): Iterable<Finding> {
    const found = installed('karpenter', parts);
    if (found.workloads.length === 0) {
      yield notInstalled(found, parts);
      return;
    }
    const pools = new Map(nodes.map(({ name, record }) => [name, record.labels[LABEL]]));
    for (const workload of found.workloads) {
      const at = workloadRef(workload);
      const placed = workload.pods.flatMap(({ node }) => (node === undefined ? [] : [node]));
      const own = placed.filter((node) => pools.get(node) !== undefined);
      if (own.length > 0)
        yield {
          verdict: 'fail',
          at,
          message: `runs on ${listed(own)}, which Karpenter manages`,
          evidence: few(own, (node) => observed(`node ${node}`, `${LABEL}: ${pools.get(node) ?? ''}`)),
        };
      else if (placed.length === 0 || placed.some((node) => !pools.has(node)))
        yield {
          verdict: 'unknown',
          at,
          message: 'the nodes of its Pods are not observed',
          requires: [LIST_NODES],
        };
      else
        yield {
          verdict: 'pass',
          at,
          message: 'no Pod on a node that Karpenter manages',
          evidence: few(placed, (node) => observed(`node ${node}`, `no label ${LABEL}`)),
        };
    }
  },
});
