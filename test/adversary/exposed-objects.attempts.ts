import type { Attempt, Expected } from './attempt.ts';

const PORTS = 'exposure/sensitive-port-exposed';
const PUBLIC = 'exposure/workload-public';

const REDIS = `
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: cache-0, labels: { app: cache } }
spec: { nodeName: worker-1, containers: [{ name: main, image: 'redis:8' }] }
status: { phase: Running, podIP: 10.244.1.90, conditions: [{ type: Ready, status: 'True' }] }
---`;
const service = ({
  name = 'cache',
  namespace = 'shop',
  spec = '',
  ports = '{ port: 443, targetPort: 6379 }',
  ip = '',
  annotations = '',
} = {}) => `
apiVersion: v1
kind: Service
metadata: { namespace: ${namespace}, name: ${name}, annotations: {${annotations}} }
spec: { clusterIP: 10.96.7.30, selector: { app: cache }, ports: [${ports}]${spec && `, ${spec}`} }
status: { loadBalancer: {${ip && ` ingress: [{ ip: ${ip} }]`} } }
---`;
const balanced = (more: Parameters<typeof service>[0] = {}) =>
  service({ ip: '203.0.113.6', ...more, spec: `type: LoadBalancer${more.spec ? `, ${more.spec}` : ''}` });
const ingress = ({
  name = 'i',
  namespace = 'shop',
  host = 'a.example.org',
  to = 'web',
  port = 'number: 80',
  path = '/',
  tls = '',
  annotations = '',
} = {}) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { namespace: ${namespace}, name: ${name}, annotations: {${annotations}} }
spec:
  ingressClassName: nginx
  rules: [{ host: ${host}, http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: ${to}, port: { ${port} } } } }] } }]${
    tls &&
    `
  tls: [{ secretName: ${tls} }]`
  }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.7 }] } }
---`;
const gateway = (
  from: string,
  listeners = `{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: ${from} } } }`,
) => `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: example }
spec: { controllerName: example.org/gateway }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: bank, name: edge }
spec: { gatewayClassName: example, listeners: [${listeners}] }
status: { addresses: [{ type: IPAddress, value: 203.0.113.8 }] }
---`;
const route = (parent = '', backend = 'name: cache, port: 443') => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: r }
spec: { parentRefs: [{ namespace: bank, name: edge${parent} }], rules: [{ backendRefs: [{ ${backend} }] }] }
---`;
const grant = (namespace: string) => `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { namespace: ${namespace}, name: g }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]
  to: [{ group: '', kind: Service }]
---`;
const slice = (address: string, type: string) => `
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: meta }
spec: { clusterIP: 10.96.7.31, ports: [{ port: 80 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { namespace: shop, name: meta-1, labels: { kubernetes.io/service-name: meta } }
addressType: ${type}
endpoints: [{ addresses: ['${address}'] }]
ports: [{ port: 80 }]
---`;
const named = (externalName: string) => `
apiVersion: v1
kind: Service
metadata: { namespace: bank, name: alias }
spec: { type: ExternalName, externalName: ${externalName} }
---`;
const lost = `
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: lost }
spec: { clusterIP: 10.96.7.32, selector: { app: nothing }, ports: [{ port: 80 }] }
---`;
const scaledToZero = (namespace: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: ${namespace}, name: nothing }
spec:
  replicas: 0
  selector: { matchLabels: { app: nothing } }
  template: { metadata: { labels: { app: nothing } }, spec: { containers: [{ name: main, image: 'a:1' }] } }
---`;

type Row = readonly [
  name: string,
  why: string,
  objects: string,
  expect: readonly Expected[],
  more?: Partial<Attempt>,
];

const sensitive = (verdict: Expected['verdict'], severity?: Expected['severity']): Expected => ({
  check: PORTS,
  verdict,
  ...(severity && { severity, object: 'Pod shop/cache-0' }),
});

const rows: readonly Row[] = [
  [
    'source ranges that admit the internet in two halves',
    'Together they exclude no address.',
    REDIS + balanced({ spec: "loadBalancerSourceRanges: ['0.0.0.0/1', '128.0.0.0/1']" }),
    [sensitive('fail', 'high')],
  ],
  [
    'source ranges of an office',
    'Only these addresses reach the port: one step less.',
    REDIS +
      balanced({
        spec: "loadBalancerSourceRanges: ['198.51.100.0/24'], allocateLoadBalancerNodePorts: false",
      }),
    [sensitive('fail', 'medium')],
  ],
  [
    'an annotation of another cloud for an internal load balancer',
    'No controller of this cluster reads it, and the address is public.',
    REDIS + balanced({ annotations: " 'networking.gke.io/load-balancer-type': Internal " }),
    [
      sensitive('fail', 'high'),
      { check: 'exposure/internal-load-balancer-public', verdict: 'fail' },
      { check: PUBLIC, verdict: 'fail' },
    ],
  ],
  [
    'look-alike: an Ingress to another port of the Service',
    'A route reaches only the ports that it names.',
    REDIS +
      service({ ports: '{ name: redis, port: 6379 }, { name: web, port: 80, targetPort: 8080 }' }) +
      ingress({ to: 'cache' }),
    [sensitive('pass')],
  ],
  [
    'an Ingress to the port by its name',
    'The name is that of the port of the database.',
    REDIS +
      service({ ports: '{ name: redis, port: 6379 }, { name: web, port: 80, targetPort: 8080 }' }) +
      ingress({ to: 'cache', port: 'name: redis' }),
    [sensitive('fail', 'high')],
  ],
  [
    'a route through a gateway that allows its namespace',
    'The route is attached.',
    REDIS + service() + gateway('All') + route(),
    [sensitive('fail', 'high')],
  ],
  [
    'look-alike: a route to a gateway that allows its own namespace only',
    'No controller attaches the route.',
    REDIS + service() + gateway('Same') + route(),
    [sensitive('pass')],
  ],
  [
    'look-alike: a route to a port without a listener',
    'No listener of the gateway has the port of the reference.',
    REDIS + service() + gateway('All') + route(', port: 443'),
    [
      sensitive('pass'),
      { check: 'exposure/gateway-reference-missing', verdict: 'fail', object: 'HTTPRoute shop/r' },
    ],
  ],
  [
    'a ReferenceGrant in the namespace of the route',
    'Only the namespace of the Service can permit the reference.',
    gateway('All') + route('', 'namespace: bank, name: ledger, port: 80') + grant('shop'),
    [{ check: 'exposure/gateway-reference-denied', verdict: 'fail', object: 'HTTPRoute shop/r' }],
  ],
  [
    'look-alike: a ReferenceGrant in the namespace of the Service',
    'The reference is permitted.',
    gateway('All') + route('', 'namespace: bank, name: ledger, port: 80') + grant('bank'),
    [{ check: 'exposure/gateway-reference-denied', verdict: 'pass' }],
    { player: 'administrator' },
  ],
  [
    'an Ingress with the name of a solver of challenges',
    'Its name says nothing about its paths.',
    ingress({ name: 'cm-acme-http-solver-x1' }),
    [
      {
        check: 'exposure/ingress-without-tls',
        verdict: 'fail',
        object: 'Ingress shop/cm-acme-http-solver-x1',
      },
    ],
  ],
  [
    'a certificate in the annotation of another controller',
    'The controller of its class does not read it.',
    ingress({ annotations: " alb.ingress.kubernetes.io/certificate-arn: 'arn:aws:acm:x' " }),
    [{ check: 'exposure/ingress-without-tls', verdict: 'fail' }],
  ],
  [
    'a metadata address mapped to IPv6',
    'It is the same address.',
    slice('::ffff:100.100.100.200', 'IPv6'),
    [{ check: 'exposure/metadata-address-endpoint', verdict: 'fail', object: 'Service shop/meta' }],
  ],
  [
    'an internal name in capitals with a final dot',
    'DNS ignores both.',
    named('Web.Shop.SVC.cluster.local.'),
    [{ check: 'exposure/external-name-internal', verdict: 'fail', object: 'Service bank/alias' }],
  ],
  [
    'a host in capitals and a final slash',
    'Host names and this path are equal.',
    ingress({ host: 'A.example.org', path: '/cart/' }) + ingress({ namespace: 'bank', path: '/cart' }),
    [{ check: 'exposure/host-claimed-twice', verdict: 'fail' }],
    { player: 'administrator' },
  ],
  [
    'a workload of another namespace with the labels of a selector',
    'A Service selects Pods of its own namespace.',
    lost + scaledToZero('bank'),
    [{ check: 'exposure/service-without-endpoints', verdict: 'fail', object: 'Service shop/lost' }],
    { player: 'administrator' },
  ],
  [
    'look-alike: the workload is scaled to zero',
    'It will have Pods of this Service.',
    lost + scaledToZero('shop'),
    [{ check: 'exposure/service-without-endpoints', verdict: 'pass' }],
  ],
  [
    'an empty list of Pods',
    'Services without Pods in a list that contradicts the nodes prove nothing.',
    lost,
    [{ check: 'exposure/service-without-endpoints', verdict: 'unknown' }],
    { player: 'network', answers: { '/api/v1/pods': 'empty' } },
  ],
  [
    'a refused list of Services',
    'Backends that are not listed may exist.',
    ingress(),
    [{ check: 'exposure/ingress-backend-missing', verdict: 'unknown' }],
    { player: 'network', answers: { '/api/v1/services': 403 } },
  ],
  [
    'a refused list of Secrets',
    'The certificate may exist.',
    ingress({ tls: 'cert' }),
    [{ check: 'exposure/ingress-certificate-missing', verdict: 'unknown' }],
    { player: 'network', answers: { '/api/v1/secrets': 403 } },
  ],
  [
    'a refused list of Ingresses',
    'Any Ingress may lead to the port.',
    REDIS + service(),
    [sensitive('unknown'), { check: PUBLIC, verdict: 'unknown' }],
    { player: 'network', answers: { '/apis/networking.k8s.io/v1/ingresses': 403 } },
  ],
];

export default rows.map(([name, why, objects, expect, more = {}]): Attempt => ({
  name: `exposed objects/${name}`,
  player: 'tenant',
  why,
  objects,
  expect,
  ...more,
}));
