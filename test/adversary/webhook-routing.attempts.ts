import type { Attempt, Expected } from './attempt.ts';
import { pod, service } from './dashboard-objects.ts';

/** Paths from an API server to the pods of a webhook that the settings of the Service allow. */
const HOOK = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: w }
webhooks:
  - name: a.b.c
    clientConfig: { service: { namespace: shop, name: hook, path: /x } }
    failurePolicy: Ignore
    rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
    sideEffects: None
    admissionReviewVersions: [v1]
---`;
const hook = (more: string, ...pods: readonly string[]) =>
  `${pods.join('')}${service({ name: 'hook', ip: '', ports: '{ port: 443 }', more: more === '' ? 'clusterIP: 10.96.7.50' : more })}${HOOK}`;
const on = (node: string, ip = '10.244.1.90') =>
  pod({ name: `hook-${node}`, app: 'hook', image: 'x/y:1', ip, node });
const LOCAL = 'clusterIP: 10.96.7.50, internalTrafficPolicy: Local';
const SIX = "clusterIP: 'fd00:10:96::50', ipFamilies: [IPv6]";
const both = on('worker-1').replace(
  "podIPs: [{ ip: '10.244.1.90' }]",
  "podIPs: [{ ip: '10.244.1.90' }, { ip: 'fd00:10:244::90' }]",
);
const slice = (type: string, address: string) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { namespace: shop, name: hook-1, labels: { kubernetes.io/service-name: hook } }
addressType: ${type}
ports: [{ name: '', port: 443, protocol: TCP }]
endpoints: [{ addresses: ['${address}'] }]
---`;
const bare = (more: string) => hook(more, on('worker-1')).replace(', selector: { app: hook }', '');

const rows: readonly (readonly [string, string, string, Expected['verdict']])[] = [
  ['a pod on another node', 'kube-proxy sends it to any node.', hook('', on('worker-1')), 'pass'],
  [
    'internalTrafficPolicy Local and a pod on another node',
    'Requests from the node of the API server are refused there.',
    hook(LOCAL, on('worker-1')),
    'fail',
  ],
  [
    'internalTrafficPolicy Local and a pod on the same node',
    'Requests from that node reach it.',
    hook(LOCAL, on('cp-1')),
    'pass',
  ],
  [
    'internalTrafficPolicy Local and pods on every node',
    'Requests from each node reach one.',
    hook(LOCAL, on('worker-1'), on('cp-1', '10.244.0.90')),
    'pass',
  ],
  [
    'internalTrafficPolicy Cluster',
    'It is the default.',
    hook('clusterIP: 10.96.7.50, internalTrafficPolicy: Cluster', on('worker-1')),
    'pass',
  ],
  [
    'a cluster IP of IPv6 and a pod of IPv4',
    'The pod is no endpoint of that family.',
    hook(SIX, on('worker-1')),
    'fail',
  ],
  ['a cluster IP of IPv6 and a pod of both', 'It is an endpoint of that family.', hook(SIX, both), 'pass'],
  [
    'a cluster IP of IPv6 and a slice of IPv4',
    'kube-proxy forwards no traffic between the families.',
    bare(SIX) + slice('IPv4', '10.244.1.90'),
    'fail',
  ],
  [
    'a cluster IP and a slice of IPv4',
    'They are of one family.',
    bare('') + slice('IPv4', '10.244.1.90'),
    'pass',
  ],
];

export default rows.map(([name, why, objects, verdict]): Attempt => ({
  name: `webhook-routing/${name}`,
  player: 'administrator',
  why,
  objects,
  expect: [{ check: 'api-server/webhook-without-endpoint', verdict }],
}));
