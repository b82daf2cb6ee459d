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
  title: 'Ordinary workloads run on control-plane nodes',
  severity: 'medium',
  why: 'A control-plane node holds the keys of the cluster: its certificates, often etcd itself. A workload that breaks out of its container there owns the cluster, where on another node it would own that node. A workload that eats memory there takes the API server with it.',
  fix: 'Taint control-plane nodes with node-role.kubernetes.io/control-plane:NoSchedule, take tolerations of it out of ordinary workloads, and give them worker nodes.',
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
    // Agents of every node have to be on these nodes too; what add-ons run has to run somewhere.
    const placed = workloads.map(classifyWorkloads(addons, cluster));
    const ordinary = placed
      .filter((one) => one.standing === 'own' && !isAgent(one, nodes))
      .map(({ workload }) => workload);
    const doubtful = placed.filter(
      (one) => one.standing === 'doubtful' && podsOn(one.workload, new Set([...open, ...closed])) > 0,
    );
    for (const one of doubtful) yield undecided(one, 'has pods on control-plane nodes');
    const onOpen = ordinary.filter((workload) => podsOn(workload, open) > 0);
    const onClosed = ordinary.filter((workload) => podsOn(workload, closed) > 0);
    if (onOpen.length > 0) {
      const workers = nodes.length - own.length;
      const hosts = nodesOf(onOpen, open);
      yield {
        verdict: 'fail',
        detail: 'untainted',
        ...(onOpen.every(isDaemonSet) && SEEN_WHOLE),
        // Without a worker there is nowhere else to go.
        ...(workers === 0 && { severity: 'low' as const }),
        message: `${plural(onOpen.length, 'workload')} (${listed(onOpen.map(workloadName))}) on ${plural(hosts.length, 'control-plane node')} without a taint${workers === 0 ? '; the cluster has no other node' : ''}`,
        evidence: [
          ...few(hosts, (name) => observed(`node ${name}`, 'control plane, no NoSchedule taint')),
          ...few(onOpen, (workload) =>
            observed(workloadName(workload), `${plural(podsOn(workload, open), 'pod')} there`),
          ),
        ],
      };
    }
    for (const workload of onClosed) {
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        ...(isDaemonSet(workload) && SEEN_WHOLE),
        message: `${plural(podsOn(workload, closed), 'pod')} on control-plane nodes in spite of their taint`,
        evidence: [observed(workloadName(workload), `on ${listed(nodesOf([workload], closed))}`)],
      };
    }
    if (onOpen.length + onClosed.length + doubtful.length === 0) {
      yield {
        verdict: 'pass',
        message: `only the system and agents of every node run on ${plural(own.length, 'control-plane node')}`,
        evidence: few(own, (node) =>
          observed(`node ${node.name}`, isOpen(node) ? 'no taint, no ordinary workload' : 'tainted'),
        ),
      };
    }
  },
});

/** With a part of its pods, an agent of every node looks like one that picks some. */
const SEEN_WHOLE = { restsOn: ['pods'] } as const;

function isDaemonSet({ kind }: WorkloadFacts): boolean {
  return kind === 'DaemonSet';
}

/** By label, and by the pod of an API server that is seen on it. */
function controlPlaneNodes(nodes: readonly NodeFacts[], { apiServer }: ControlPlaneFacts): NodeFacts[] {
  const hosts = new Set(apiServer.instances.map(({ node }) => node));
  return nodes.filter((node) => node.controlPlane || hosts.has(node.name));
}

function withoutControlPlaneNodes(nodes: readonly NodeFacts[], managed: boolean): Finding {
  const first = nodes[0];
  if (managed && first)
    return {
      verdict: 'not-applicable',
      message: 'the provider runs the control plane on machines of its own',
      evidence: few(nodes.slice(0, 3), ({ name }) => observed(`node ${name}`, 'worker')),
    };
  return {
    verdict: 'unknown',
    message: first
      ? 'no node is marked as a control-plane node and no API server pod is visible'
      : 'there are no nodes to look at',
    requires: first
      ? [LIST_PODS, change('label control-plane nodes node-role.kubernetes.io/control-plane=')]
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

/** Those of the nodes on which pods of the workloads are, by name. */
function nodesOf(workloads: readonly WorkloadFacts[], nodes: ReadonlySet<string>): string[] {
  const pods = workloads.flatMap((workload) => workload.pods);
  const names = pods.flatMap(({ node }) => (node !== undefined && nodes.has(node) ? [node] : []));
  return [...new Set(names)].sort();
}
