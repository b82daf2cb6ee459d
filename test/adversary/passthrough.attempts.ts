import type { Attempt } from './attempt.ts';
import { customObject } from './custom-object.ts';
import { BOARD, inside, pod, service } from './dashboard-objects.ts';

/** East-west gateways of Istio lead to Services by the name that the client requests, without any route. */
const eastWest = (type: string, mode: string, hosts = '*.local') =>
  inside +
  pod({ name: 'ew', image: 'docker.io/istio/proxyv2:1.31.0', ip: '10.244.1.99' }) +
  service({ name: 'ew', type, ip: '10.96.7.8', ports: '{ port: 15443 }' }) +
  customObject({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    namespace: 'shop',
    name: 'cross',
    spec: `{ selector: { app: ew }, servers: [{ port: { number: 15443, name: tls, protocol: TLS }, tls: { mode: ${mode} }, hosts: ['${hosts}'] }] }`,
  });

export default [
  {
    name: 'passthrough/an east-west gateway on a load balancer',
    player: 'administrator',
    why: 'With AUTO_PASSTHROUGH it leads to every Service by its name; the requirements of the workload are not known here.',
    objects: eastWest('LoadBalancer', 'AUTO_PASSTHROUGH'),
    expect: [{ check: BOARD, verdict: 'unknown' }],
  },
  {
    name: 'passthrough/an east-west gateway inside the cluster only',
    player: 'administrator',
    why: 'It has no address outside the cluster.',
    objects: eastWest('ClusterIP', 'AUTO_PASSTHROUGH'),
    expect: [{ check: BOARD, verdict: 'pass' }],
  },
  {
    name: 'passthrough/a gateway that passes TLS on by routes',
    player: 'administrator',
    why: 'Without a VirtualService PASSTHROUGH leads to no Service.',
    objects: eastWest('LoadBalancer', 'PASSTHROUGH'),
    expect: [{ check: BOARD, verdict: 'pass' }],
  },
  {
    name: 'passthrough/an east-west gateway of ambient mode',
    player: 'administrator',
    why: 'The class istio-east-west forwards HBONE to any requested Service of the mesh.',
    objects:
      inside +
      customObject({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        namespace: 'shop',
        name: 'ew',
        spec: '{ gatewayClassName: istio-east-west, listeners: [{ name: mesh, port: 15008, protocol: HBONE, tls: { mode: Terminate } }] }',
        more: "status: { addresses: [{ type: IPAddress, value: '203.0.113.9' }] }",
      }),
    expect: [{ check: BOARD, verdict: 'unknown' }],
  },
] satisfies readonly Attempt[];
