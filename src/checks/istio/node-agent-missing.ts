import type { NodeAgentFacts } from '../../addons/types.ts';
import { inMesh } from '../../addons/istio/recognition/proxies.ts';
import { list } from '../../shared/requirement.ts';
import type { NodeFacts, PodFacts } from '../../model/types.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence } from '../helpers/nodes.ts';
import { withoutIstio } from '../helpers/istio-control-planes.ts';
import { few, observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/node-agent-missing',
  title: 'ztunnel or istio-cni missing on nodes',
  control: 'Coverage of nodes by ztunnel and istio-cni',
  severity: 'medium',
  why: 'Without ztunnel, ambient Pods of the node have no connectivity and no mutual TLS. Without istio-cni, new Pods do not start, or bypass the mesh.',
  remediation:
    'Add tolerations for all taints of the nodes and remove the `nodeSelector` of the DaemonSet. Check why its Pods are not ready.',
  references: ['istio-cni'],
  needs: ['nodes', 'pods'],
  uses: ['istio'],
  passNeeds: ['pods', 'nodes', 'workloads'],
  *run({ nodes, pods, istio }): Iterable<Finding> {
    if (istio.agents.length === 0) {
      yield (
        withoutIstio(istio) ?? {
          verdict: 'not-applicable',
          message: 'neither ztunnel nor istio-cni is installed',
          evidence: istio.installed.known ? istio.installed.evidence : [],
        }
      );
      return;
    }
    const own = hosts(nodes).filter(({ record }) => record.labels['kubernetes.io/os'] !== 'windows');
    for (const agent of istio.agents) {
      yield evaluate(agent, own, pods);
      yield* repair(agent);
    }
  },
});

function evaluate(agent: NodeAgentFacts, nodes: readonly NodeFacts[], pods: PodFacts): Finding {
  const { program, workload, trusted } = agent;
  const ready = new Set(workload.pods.filter((pod) => pod.ready === true).map(({ node }) => node));
  const undecided = workload.pods.some((pod) => pod.ready === undefined);
  const enrolled = new Map<string, PodRecord>();
  for (const pod of pods.all)
    if (pod.node !== undefined && isServed(pod, program)) enrolled.set(pod.node, pod);
  const at = workloadRef(workload);
  const uncovered = nodes.filter(({ name }) => enrolled.has(name) && !ready.has(name));
  if (undecided && uncovered.length > 0)
    return {
      verdict: 'unknown',
      at,
      message: `readiness of Pods of ${workloadName(workload)} is not reported`,
      requires: [list('pods')],
      evidence: few(workload.pods, ({ namespace, name }) =>
        observed(`pod ${namespace}/${name}`, 'no status'),
      ),
    };
  if (uncovered.length > 0)
    return {
      verdict: 'fail',
      at,
      detail: 'missing',
      // Mesh pods of these nodes have no connectivity now.
      ...(program === 'ztunnel' && { severity: 'high' as const }),
      restsOn: ['pods', 'nodes'],
      message: `no ready Pod of ${program} on ${nodeCount(uncovered)} with mesh Pods`,
      evidence: nodeEvidence(uncovered, ({ name }) => {
        const pod = enrolled.get(name);
        return pod && `pod ${pod.namespace}/${pod.name} is in the mesh`;
      }),
    };
  const desired = workload.replicas;
  const missing = desired === undefined ? 0 : desired - (workload.ready ?? 0);
  if (missing > 0)
    return {
      verdict: 'fail',
      at,
      detail: 'not ready',
      severity: 'low',
      message: `${plural(missing, 'Pod')} of ${desired ?? 0} desired are not ready`,
      evidence: [observed(workloadName(workload), `${workload.ready ?? 0} of ${desired ?? 0} ready`)],
    };
  const evidence = [observed(workloadName(workload), `${workload.ready ?? 0} of ${desired ?? 0} ready`)];
  return trusted
    ? { verdict: 'pass', at, message: `${program} is ready on every node with mesh Pods`, evidence }
    : {
        verdict: 'unknown',
        at,
        message: `workload resembles ${program}, but no cluster-scoped object shows that an administrator installed it`,
        requires: [list('clusterrolebindings.rbac.authorization.k8s.io')],
        evidence,
      };
}

/** The chart enables it; REPAIR_ENABLED of istio-cni (https://istio.io/latest/docs/setup/additional-setup/cni/#race-condition--mitigation). */
function* repair({ workload, repairs }: NodeAgentFacts): Iterable<Finding> {
  if (repairs?.known && !repairs.value)
    yield {
      verdict: 'fail',
      at: workloadRef(workload),
      detail: 'repair',
      severity: 'low',
      message:
        'REPAIR_ENABLED is false: Pods that start before istio-cni bypass the mesh, and are not repaired',
      evidence: repairs.evidence,
    };
}

/** ztunnel serves captured pods; istio-cni also redirected those with a sidecar and the container istio-validation. */
function isServed(pod: PodRecord, program: NodeAgentFacts['program']): boolean {
  if (pod.phase === 'Succeeded' || pod.phase === 'Failed') return false;
  const { annotations, containers } = pod.template;
  if (annotations['ambient.istio.io/redirection'] === 'enabled') return true;
  return program === 'istio-cni' && inMesh(pod) && containers.some(({ name }) => name === 'istio-validation');
}
