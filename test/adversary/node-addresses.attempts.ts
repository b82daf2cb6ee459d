import type { Attempt, Expected } from './attempt.ts';
import { BOARD, balancer, ingress, pod, service } from './dashboard-objects.ts';

/** Traffic to the address of a node: to host ports, node ports, and listeners on the host network. */
const NODE = '10.0.0.99';
const node = `
apiVersion: v1
kind: Node
metadata: { name: n9, labels: { kubernetes.io/hostname: n9, kubernetes.io/os: linux } }
spec: { podCIDR: 10.244.9.0/24 }
status: { addresses: [{ type: InternalIP, address: ${NODE} }, { type: Hostname, address: n9 }, { type: InternalDNS, address: n9.internal.example }], conditions: [{ type: Ready, status: 'True' }], nodeInfo: { kubeletVersion: v1.37.0, operatingSystem: linux } }
---`;
const hostPort = (port: number, more = '') =>
  pod({ node: 'n9', container: `ports: [{ containerPort: 8000, hostPort: ${port}${more} }]` });
const nodePort =
  pod({ node: 'n9' }) +
  service({ type: 'NodePort', ports: '{ port: 80, targetPort: 8000, nodePort: 30333 }' });
const grafana = pod({ node: 'n9', ip: NODE, image: 'grafana/grafana:12.1.0', spec: 'hostNetwork: true,' });
const named = (host: string, ports = '{ port: 8000 }') =>
  service({ name: 'x', app: '', type: 'ExternalName', ip: '', ports, more: `externalName: ${host}` });

const evaluated = (severity: 'critical' | 'high' | 'medium' | 'low'): readonly Expected[] => [
  { check: BOARD, verdict: 'fail', severity },
];
const leads = (name: string, why: string, objects: string, severity: 'critical' | 'medium'): Attempt => ({
  name: `node-addresses/${name}`,
  player: 'tenant',
  why,
  objects: node + objects,
  expect: evaluated(severity),
});
const leadsNot = (name: string, why: string, objects: string, severity: 'high' | 'low'): Attempt => ({
  name: `node-addresses/look-alike: ${name}`,
  player: 'tenant',
  why,
  objects: node + objects,
  expect: evaluated(severity),
});

export default [
  leads(
    'a load balancer to the host port of a dashboard',
    'kube-proxy forwards traffic to the address and port in the slice, where the host port listens.',
    hostPort(8000) + balancer(NODE, 8000),
    'critical',
  ),
  leads(
    'a load balancer to a host port with another number than the container port',
    'The slice contains the host port; the dashboard listens on the container port.',
    hostPort(9000) + balancer(NODE, 9000),
    'critical',
  ),
  leads(
    'a load balancer to the node port of its Service',
    'Every node accepts traffic for the node port, at its own address too.',
    nodePort + balancer(NODE, 30333),
    'critical',
  ),
  leads(
    'a load balancer to an undeclared port on the host network',
    'Grafana listens on 3000 by default; ports need not be declared there.',
    grafana + balancer(NODE, 3000),
    'medium',
  ),
  leads(
    'an Ingress to a Service with the address of the node',
    'The rule leads to the Service, the Service to the host port.',
    hostPort(8000) +
      balancer(NODE, 8000).replace('type: LoadBalancer', 'type: ClusterIP') +
      ingress({ to: 'x' }),
    'critical',
  ),
  leads(
    'an Ingress to an ExternalName of the node by its DNS name',
    'The name leads to the node, the port to the host port.',
    hostPort(8000) + named('n9.internal.example') + ingress({ to: 'x', port: 8000 }),
    'critical',
  ),
  leads(
    'an Ingress to an ExternalName of the node by its name',
    'Kubelets use the host name as the node name.',
    hostPort(8000) + named('n9') + ingress({ to: 'x', port: 8000 }),
    'critical',
  ),
  leads(
    'an Ingress to an ExternalName with the node port',
    'The name of the node resolves to its node ports.',
    nodePort + named(NODE, '{ port: 30333 }') + ingress({ to: 'x', port: 30333 }),
    'critical',
  ),
  leadsNot(
    'another port of the node',
    'No data source shows the dashboard on that port.',
    hostPort(8000) + balancer(NODE, 8001),
    'high',
  ),
  leadsNot(
    'the container port where the host port has another number',
    'On the node the port is the host port.',
    hostPort(9000) + balancer(NODE, 8000),
    'high',
  ),
  leadsNot(
    'a host port of UDP',
    'The slice leads to TCP, the host port is UDP.',
    pod({
      node: 'n9',
      container:
        'ports: [{ containerPort: 8000, hostPort: 8000 }, { containerPort: 9, hostPort: 9, protocol: UDP }]',
    }) + balancer(NODE, 9),
    'high',
  ),
  leadsNot(
    'a port that Grafana on the network of the node does not listen on',
    'Its default port is 3000.',
    grafana + balancer(NODE, 3001),
    'low',
  ),
  {
    name: 'node-addresses/an Ingress to an ExternalName of the node without ports',
    player: 'tenant',
    why: 'The node port that the controller calls is not known: it may be the host port.',
    objects:
      node + pod({ node: 'n9' }) + service({ ip: '10.96.7.7' }) + named('n9', '') + ingress({ to: 'x' }),
    expect: [{ check: BOARD, verdict: 'unknown' }],
  },
] satisfies readonly Attempt[];
