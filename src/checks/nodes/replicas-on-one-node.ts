import { LIST_NODES } from '../../model/requirements.ts';
import { list } from '../../shared/requirement.ts';
import type { NodeFacts, WorkloadFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, withoutHosts } from '../helpers/nodes.ts';
import { few, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { mayRunOn } from '../helpers/tolerates.ts';

const REPLICATED = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'DeploymentConfig',
]);

export default defineCheck({
  id: 'nodes/replicas-on-one-node',
  title: 'Replicas not spread across nodes',
  control: 'Spread of replicas across nodes',
  severity: 'low',
  why: 'All replicas fail together when the node fails, so the redundancy has no effect. If cluster DNS is affected, name resolution fails for all workloads.',
  remediation:
    'Add `topologySpreadConstraints` on `kubernetes.io/hostname`, then run `kubectl rollout restart`.',
  references: ['pod-topology-spread-constraints'],
  peerChecks: [149],
  needs: ['nodes', 'workloads'],
  *run({ nodes, workloads }): Iterable<Finding> {
    const own = hosts(nodes);
    if (own.length === 0) {
      yield withoutHosts(nodes);
      return;
    }
    if (own.length === 1) {
      yield { verdict: 'not-applicable', message: 'the cluster has one node', evidence: evidenceOf(own) };
      return;
    }
    const evaluated = workloads
      .filter(({ kind }) => REPLICATED.has(kind))
      .map((workload) => ({ workload, ...spreadOf(workload, own) }));
    const faults = evaluated.filter(({ spread }) => spread === 'one-node');
    for (const { workload, pods } of faults) yield fault(workload, pods);
    if (faults.length > 0) return;
    const open = evaluated.find(({ spread }) => spread === 'unclear');
    yield open ? unclear(open.workload) : spreadOut(evaluated, own);
  },
});

type Spread = 'single' | 'spread' | 'no-other-node' | 'one-node' | 'unclear';

interface ClassifiedWorkload {
  spread: Spread;
  /** Ready pods with a node. */
  pods: WorkloadFacts['pods'];
}

/** The replicas of pods and controller together: what one of them omits is unknown. */
function spreadOf(workload: WorkloadFacts, nodes: readonly NodeFacts[]): ClassifiedWorkload {
  const pods = workload.pods.filter(({ ready, node }) => ready === true && node !== undefined);
  const [host, ...others] = new Set(pods.map(({ node }) => node));
  if (others.length > 0) return { spread: 'spread', pods };
  const maybe = workload.pods.filter(({ ready, node }) => ready === undefined && node !== undefined);
  // A pod that the controller counts may not have been recognized as its own.
  const missing = Math.max(0, (workload.ready ?? 0) - pods.length);
  if (pods.length + Math.max(maybe.length, missing) < 2) return { spread: 'single', pods };
  if (maybe.length + missing > 0) return { spread: 'unclear', pods };
  const answers = nodes.filter(({ name }) => name !== host).map((node) => mayRunOn(workload, node));
  if (answers.includes(true)) return { spread: 'one-node', pods };
  return { spread: answers.includes(undefined) ? 'unclear' : 'no-other-node', pods };
}

function fault(workload: WorkloadFacts, pods: WorkloadFacts['pods']): Finding {
  const dns = isDns(workload);
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    ...(dns && { severity: 'medium' as const }),
    restsOn: ['pods'],
    message: `all ${pods.length} ready replicas are on node ${pods[0]?.node ?? '?'}${dns ? ': if it fails, cluster DNS is unavailable' : ''}`,
    evidence: few(pods, ({ name, node }) =>
      observed(`pod ${workload.namespace}/${name}`, `on node ${node ?? '?'}`),
    ),
  };
}

function unclear(workload: WorkloadFacts): Finding {
  return {
    verdict: 'unknown',
    message: `nodes of the ready replicas of ${workloadName(workload)} are unknown`,
    requires: [list('pods'), LIST_NODES],
    evidence: few(workload.pods, ({ name, node = 'none', ready }) =>
      observed(
        `pod ${workload.namespace}/${name}`,
        `node: ${node}, ready: ${ready === undefined ? 'not reported' : ready ? 'yes' : 'no'}`,
      ),
    ),
  };
}

function spreadOut(
  evaluated: readonly (ClassifiedWorkload & { workload: WorkloadFacts })[],
  nodes: readonly NodeFacts[],
): Finding {
  const several = evaluated.filter(({ spread }) => spread === 'spread' || spread === 'no-other-node');
  return {
    verdict: 'pass',
    message:
      several.length === 0
        ? 'no workload has two ready replicas'
        : `${plural(several.length, 'workload')} evaluated: replicas run on several nodes, or only one node is schedulable`,
    evidence:
      several.length === 0
        ? evidenceOf(nodes)
        : few(several.slice(0, 3), ({ workload, pods }) =>
            observed(
              workloadName(workload),
              `on ${plural(new Set(pods.map(({ node }) => node)).size, 'node')}`,
            ),
          ),
  };
}

function isDns({ namespace, template }: WorkloadFacts): boolean {
  return namespace === 'kube-system' && template.labels['k8s-app'] === 'kube-dns';
}

function evidenceOf(nodes: readonly NodeFacts[]): ReturnType<typeof few> {
  return few(nodes.slice(0, 3), ({ name, pods }) => observed(`node ${name}`, plural(pods, 'Pod')));
}
