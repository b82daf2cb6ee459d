import { LIST_NODES, LIST_PODS } from '../../model/requirements.ts';
import { change } from '../../shared/requirement.ts';
import type { ControlPlaneFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { isAgent, classifyWorkloads, undecided } from '../helpers/system.ts';

const ROLE_TAINTS = new Set([
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
  'node-role.kubernetes.io/etcd',
  'CriticalAddonsOnly',
]);

export default defineCheck({
  id: 'nodes/workloads-on-control-plane',
  title: 'Application workloads run on control plane nodes',
  control: 'Application workloads on control plane nodes',
  severity: 'medium',
  why: 'Control plane nodes hold the cluster credentials and often etcd, so a container escape there compromises the whole cluster. Workloads that exhaust memory can also stop kube-apiserver.',
  remediation:
    'Set the taint `node-role.kubernetes.io/control-plane:NoSchedule` on control plane nodes. Remove tolerations for it from application workloads, and run them on worker nodes.',
  references: ['NSA Network separation: control plane', 'T1611', 'taints-and-tolerations'],
  needs: ['nodes', 'workloads'],
  uses: ['controlPlane', 'cluster', 'addons'],
  *run({ nodes, workloads, controlPlane, cluster, addons }): Iterable<Finding> {
    const own = controlPlaneNodes(nodes, controlPlane);
    if (own.length === 0) {
      yield withoutControlPlaneNodes(nodes, cluster.managed.known && cluster.managed.value);
      return;
    }
    const open = new Set(own.filter(isOpen).map(({ name }) => name));
    const closed = new Set(own.filter((node) => !isOpen(node)).map(({ name }) => name));
    // Agents of every node have to run on these nodes too; add-ons have to run on some node.
    const placed = workloads.map(classifyWorkloads(addons, cluster));
    const ordinary = placed
      .filter((one) => one.origin === 'application' && !isAgent(one, nodes))
      .map(({ workload }) => workload);
    const uncertain = placed.filter(
      (one) => one.origin === 'uncertain' && podsOn(one.workload, new Set([...open, ...closed])) > 0,
    );
    for (const one of uncertain) yield undecided(one, 'has Pods on control plane nodes');
    const onOpen = ordinary.filter((workload) => podsOn(workload, open) > 0);
    const onClosed = ordinary.filter((workload) => podsOn(workload, closed) > 0);
    if (onOpen.length > 0) {
      const workers = nodes.length - own.length;
      const hosts = nodesOf(onOpen, open);
      yield {
        verdict: 'fail',
        detail: 'untainted',
        ...(onOpen.every(isDaemonSet) && SEEN_WHOLE),
        // Without a worker the workloads cannot move.
        ...(workers === 0 && { severity: 'low' as const }),
        message: `${plural(onOpen.length, 'workload')} (${listed(onOpen.map(workloadName))}) on ${plural(hosts.length, 'control plane node')} without a NoSchedule taint${workers === 0 ? '; the cluster has no other node' : ''}`,
        evidence: [
          ...few(hosts, (name) => observed(`node ${name}`, 'control plane, no NoSchedule taint')),
          ...few(onOpen, (workload) =>
            observed(workloadName(workload), `${plural(podsOn(workload, open), 'Pod')} on these nodes`),
          ),
        ],
      };
    }
    for (const workload of onClosed) {
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        ...(isDaemonSet(workload) && SEEN_WHOLE),
        message: `${plural(podsOn(workload, closed), 'Pod')} on tainted control plane nodes`,
        evidence: [observed(workloadName(workload), `on ${listed(nodesOf([workload], closed))}`)],
      };
    }
    if (onOpen.length + onClosed.length + uncertain.length === 0) {
      yield {
        verdict: 'pass',
        message: `only system workloads and node agents run on ${plural(own.length, 'control plane node')}`,
        evidence: few(own, (node) =>
          observed(`node ${node.name}`, isOpen(node) ? 'no taint, no application workload' : 'tainted'),
        ),
      };
    }
  },
});

/** With an incomplete list of pods, an agent of every node looks like one that selects nodes. */
const SEEN_WHOLE = { restsOn: ['pods'] } as const;

function isDaemonSet({ kind }: WorkloadFacts): boolean {
  return kind === 'DaemonSet';
}

/** By label, and by an API server pod on the node. */
function controlPlaneNodes(nodes: readonly NodeFacts[], { apiServer }: ControlPlaneFacts): NodeFacts[] {
  const hosts = new Set(apiServer.instances.map(({ node }) => node));
  return nodes.filter((node) => node.controlPlane || hosts.has(node.name));
}

function withoutControlPlaneNodes(nodes: readonly NodeFacts[], managed: boolean): Finding {
  const first = nodes[0];
  if (managed && first)
    return {
      verdict: 'not-applicable',
      message: 'the provider runs the control plane outside the cluster nodes',
      evidence: few(nodes.slice(0, 3), ({ name }) => observed(`node ${name}`, 'worker')),
    };
  return {
    verdict: 'unknown',
    message: first
      ? 'no node has a control plane label and no kube-apiserver Pod was observed'
      : 'no nodes observed',
    requires: first
      ? [LIST_PODS, change('label control plane nodes with node-role.kubernetes.io/control-plane=')]
      : [LIST_NODES],
  };
}

function isOpen({ record }: NodeFacts): boolean {
  return !record.taints.some(
    ({ key, effect }) => (effect === 'NoSchedule' || effect === 'NoExecute') && ROLE_TAINTS.has(key),
  );
}

function podsOn({ pods }: WorkloadFacts, nodes: ReadonlySet<string>): number {
  return pods.filter(({ node }) => node !== undefined && nodes.has(node)).length;
}

/** The given nodes that run pods of the workloads, by name. */
function nodesOf(workloads: readonly WorkloadFacts[], nodes: ReadonlySet<string>): string[] {
  const pods = workloads.flatMap((workload) => workload.pods);
  const names = pods.flatMap(({ node }) => (node !== undefined && nodes.has(node) ? [node] : []));
  return [...new Set(names)].sort();
}
