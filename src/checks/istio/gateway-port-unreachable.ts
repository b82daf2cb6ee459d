import type { MeshGateway } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { gatewayName, gatewayRef, istioKinds, meshVerdict, serverName } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-port-unreachable',
  title: 'Istio Gateway port missing on its Service',
  control: 'Ports of Istio Gateways on their Services',
  severity: 'low',
  why: 'The gateway listens on the port, but no Service of its Pods forwards to it. Clients cannot reach the hosts of this server.',
  remediation:
    'Add the port to the Service of the gateway, or set `servers.port.number` to the target port of an existing one.',
  references: ['istio-analysis-messages', 'istio-gateway'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio', 'pods', 'workloads', 'services'],
  kinds: { istio: istioKinds('Gateway') },
  *run({ istio, meshEdge: { gateways } }): Iterable<Finding> {
    const selecting = gateways.filter(({ classic, workloads }) => classic && workloads.length > 0);
    yield* meshVerdict(istio, {
      faults: selecting.flatMap(faultOf),
      objects: selecting.length,
      noun: 'Istio Gateway with a workload',
      pass: 'a Service forwards to every port of the Gateways',
    });
  },
});

function faultOf(gateway: MeshGateway): Finding[] {
  const open = portsOf(gateway);
  const missing = gateway.servers.filter(({ listener: { port } }) => port !== undefined && !open.has(port));
  if (missing.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: gatewayRef(gateway),
      message: `${listed(missing.map(serverName))} is not a target port of a Service of the selected Pods`,
      restsOn: ['services', 'pods', 'workloads'],
      evidence: [
        observed(gatewayName(gateway), listed(missing.map(serverName))),
        ...few(gateway.services, ({ record }) =>
          observed(
            `service ${record.namespace}/${record.name}`,
            `ports ${record.ports.map(({ port, targetPort }) => `${port}${targetPort === undefined ? '' : `:${targetPort}`}`).join(', ')}`,
          ),
        ),
      ],
    },
  ];
}

/** Ports by which clients reach the Pods: target ports, ports that istiod maps to these, and ports of the host. */
function portsOf({ services, workloads }: MeshGateway): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const { record } of services)
    for (const { port, targetPort, protocol = 'TCP' } of record.ports) {
      if (protocol !== 'TCP') continue;
      ports.add(port);
      const target = Number(targetPort);
      if (target > 0) ports.add(target);
    }
  for (const { templates } of workloads)
    for (const { template } of templates)
      for (const container of template.containers)
        for (const { name, port, hostPort } of container.ports ?? [])
          if (hostPort !== undefined || template.hostNetwork || isTarget(name, services)) ports.add(port);
  return ports;
}

/** A target port by name. */
function isTarget(name: string | undefined, services: MeshGateway['services']): boolean {
  return (
    name !== undefined &&
    services.some(({ record }) => record.ports.some(({ targetPort }) => targetPort === name))
  );
}
