import type { MeshGateway } from '../../addons/types.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { PodTemplate } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { meshVerdict } from '../helpers/mesh.ts';
import { listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-privileged',
  title: 'Istio gateway runs with excessive privileges',
  control: 'Privileges of Istio gateways',
  severity: 'medium',
  why: 'An attacker who exploits the proxy controls the node if the container is privileged. Root makes a container escape easier, and the host network exposes loopback services of the node.',
  remediation:
    'Set `securityContext` as in the chart of gateways (`runAsUser: 1337`, `capabilities.drop: [ALL]`), and use a Service instead of `hostNetwork`.',
  references: ['istio-security-best-practices', 'istio-gateway', 'T1611', 'K01'],
  needs: ['workloads'],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio', 'gateways'],
  *run({ istio, meshEdge: { gateways } }): Iterable<Finding> {
    const workloads = workloadsOf(gateways);
    yield* meshVerdict(istio, {
      faults: workloads.flatMap(faultOf),
      objects: workloads.length,
      noun: 'gateway workload',
      pass: 'no gateway is privileged, runs as root, or uses the network of its node',
    });
  },
});

/** Workloads of proxies alone: a Gateway without a selector selects every pod. */
function workloadsOf(gateways: readonly MeshGateway[]): WorkloadFacts[] {
  return [...new Set(gateways.flatMap(({ workloads }) => workloads))].filter(({ template }) =>
    template.containers.some(({ name, role }) => name === 'istio-proxy' && role === undefined),
  );
}

function faultOf(workload: WorkloadFacts): Finding[] {
  const found = [...new Set(workload.templates.flatMap(({ template }) => privilegesOf(template)))];
  if (found.length === 0) return [];
  const hard = found.some((what) => !what.startsWith('hostPort'));
  return [
    {
      verdict: 'fail',
      at: workloadRef(workload),
      severity: hard ? 'medium' : 'low',
      message: `gateway with ${listed(found)}`,
      evidence: [observed(workloadName(workload), found.join(', '))],
    },
  ];
}

function privilegesOf({ containers, hostNetwork, runAsUser }: PodTemplate): string[] {
  return [
    ...(hostNetwork ? ['hostNetwork: true'] : []),
    ...containers
      .filter(({ role }) => role !== 'init' && role !== 'ephemeral')
      .flatMap((container) => [
        ...(container.privileged ? [`privileged: true (${container.name})`] : []),
        ...((container.runAsUser ?? runAsUser) === 0 ? [`runAsUser: 0 (${container.name})`] : []),
        ...(hostNetwork
          ? []
          : (container.ports ?? []).flatMap(({ hostPort }) => (hostPort ? [`hostPort: ${hostPort}`] : []))),
      ]),
  ];
}
