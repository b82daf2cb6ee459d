import type { Manifest } from '../model/support/cluster.ts';
import { node } from '../model/support/cluster.ts';

/** Two clusters with the same parts: one with a planted fault of each kind, one with a look-alike of each. */

const meta = (name: string, namespace = 'shop', more: object = {}) => ({ namespace, name, ...more });
const pod = (name: string, app: string, ports: readonly object[] = []): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(name, 'shop', { labels: { app } }),
  spec: { nodeName: 'n-1', containers: [{ name: 'main', image: 'registry.example.org/app:1', ports }] },
  status: { phase: 'Running', podIP: '10.1.0.5', conditions: [{ type: 'Ready', status: 'True' }] },
});
const service = (name: string, spec: object, status?: object, annotations: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta(name, 'shop', { annotations }),
  spec: { type: 'ClusterIP', clusterIP: '10.96.0.9', ...spec },
  ...(status && { status: { loadBalancer: { ingress: [status] } } }),
});
const ingress = (
  name: string,
  namespace: string,
  host: string,
  more: { backend?: string; tls?: boolean; annotations?: object } = {},
): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: meta(name, namespace, { annotations: more.annotations ?? {} }),
  spec: {
    ingressClassName: 'nginx',
    ...(more.tls && { tls: [{ hosts: [host], secretName: 'cert' }] }),
    rules: [
      {
        ...(host !== '' && { host }),
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: more.backend ?? 'web', port: { number: 80 } } },
            },
          ],
        },
      },
    ],
  },
});
const gateway = (name: string, className: string, listeners: readonly object[]): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: meta(name, 'infra'),
  spec: { gatewayClassName: className, listeners },
});
const all = { allowedRoutes: { namespaces: { from: 'All' } } };
const route = (name: string, parent: object, backend: object): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: meta(name),
  spec: {
    parentRefs: [{ namespace: 'infra', ...parent }],
    hostnames: [`${name}.example.org`],
    rules: [{ backendRefs: [backend] }],
  },
});
const COMMON: readonly Manifest[] = [
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'example' },
    spec: { controllerName: 'example.org/gateway' },
  },
  { apiVersion: 'v1', kind: 'Secret', metadata: meta('cert') },
  { apiVersion: 'v1', kind: 'Secret', metadata: meta('cert', 'infra') },
  pod('web-0', 'web', [{ name: 'http', containerPort: 8080 }]),
  pod('web-1', 'web', [{ name: 'http', containerPort: 8080 }]),
  pod('db-0', 'db', [{ containerPort: 5432 }, { containerPort: 8080 }]),
  service('web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] }),
];
const TLS = {
  name: 'tls',
  port: 443,
  protocol: 'HTTPS',
  tls: { certificateRefs: [{ name: 'cert' }] },
  ...all,
};

export const FAULTY: readonly Manifest[] = [
  ...COMMON,
  node('n-1', { addresses: [{ type: 'ExternalIP', address: '203.0.113.7' }] }),
  service(
    'db',
    { type: 'LoadBalancer', selector: { app: 'db' }, ports: [{ port: 5432, nodePort: 30432 }] },
    { ip: '203.0.113.9' },
    { 'networking.gke.io/load-balancer-type': 'Internal' },
  ),
  service('door', {
    type: 'NodePort',
    selector: { app: 'web' },
    ports: [{ port: 80, targetPort: 'http', nodePort: 30080 }],
  }),
  service('typo', { selector: { app: 'wbe' }, ports: [{ port: 80 }] }),
  service('port', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'web' }] }),
  service('copy', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] }),
  service('meta', { type: 'ExternalName', externalName: 'metadata.google.internal' }),
  service('inner', { type: 'ExternalName', externalName: '10.20.30.40' }),
  ingress('plain', 'shop', 'plain.example.org'),
  ingress('lost', 'shop', 'lost.example.org', { backend: 'missing', tls: true }),
  ingress('twin', 'shop', 'twin.example.org', { tls: true }),
  ingress('twin', 'pay', 'twin.example.org', { tls: true }),
  ingress('any', 'shop', '', { tls: true }),
  ingress('raw', 'shop', 'raw.example.org', {
    tls: true,
    annotations: { 'nginx.ingress.kubernetes.io/server-snippet': 'return 200;' },
  }),
  gateway('edge', 'example', [{ name: 'web', port: 80, protocol: 'HTTP', ...all }]),
  gateway('unclassed', 'missing', [{ name: 'web', port: 80, protocol: 'HTTP' }]),
  gateway('twice', 'example', [
    { name: 'a', port: 80, protocol: 'HTTP' },
    { name: 'b', port: 80, protocol: 'TCP' },
  ]),
  route('plain', { name: 'edge' }, { name: 'web', port: 80 }),
  route('gone', { name: 'edge' }, { name: 'missing', port: 80 }),
  route('foreign', { name: 'edge' }, { name: 'web', namespace: 'pay', port: 80 }),
];
/** Each has what one of the checks is about, and no fault of that kind. */
export const SOUND: readonly Manifest[] = [
  ...COMMON,
  node('n-1', { addresses: [{ type: 'InternalIP', address: '10.0.0.7' }] }),
  service(
    'db',
    {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      selector: { app: 'db' },
      ports: [{ port: 80, targetPort: 8080 }],
    },
    { ip: '10.1.2.3' },
    { 'networking.gke.io/load-balancer-type': 'Internal' },
  ),
  service('idle', { selector: { app: 'idle' }, ports: [{ port: 80 }] }),
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('idle'),
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'idle' } },
      template: {
        metadata: { labels: { app: 'idle' } },
        spec: { containers: [{ name: 'a', image: 'a:1' }] },
      },
    },
  },
  service('pods', { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] }),
  service('outer', { type: 'ExternalName', externalName: 'db.example.org' }),
  ingress('web', 'shop', 'web.example.org', {
    tls: true,
    annotations: { 'nginx.ingress.kubernetes.io/auth-url': 'https://login.example.org/$host' },
  }),
  gateway('edge', 'example', [{ name: 'web', port: 80, protocol: 'HTTP', ...all }, TLS]),
  route('web', { name: 'edge', port: 443 }, { name: 'web', port: 80 }),
];
