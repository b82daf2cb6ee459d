/** Objects of the Gateway API as people write them, also wrongly, complete with the defaults that the API server adds. */
import { Choices } from '../../istio/support/random.ts';
import type { Manifest } from './cluster.ts';

const NAMESPACES: Readonly<Record<string, Record<string, string>>> = {
  infra: { team: 'platform' },
  shop: { team: 'shop', tier: 'web' },
  pay: { team: 'pay' },
  ops: {},
};
const NAMES = Object.keys(NAMESPACES);
const APPS = ['web', 'api'];
const HOSTS = [
  'shop.example.com',
  'pay.example.com',
  '*.example.com',
  '*.com',
  'a.shop.example.com',
  'other.org',
];
const GROUP = 'gateway.networking.k8s.io';
const CREATED = '2026-01-01T00:00:00Z';

/** All objects of one cluster. */
export function generateGateways(seed: number): Manifest[] {
  const random = new Choices(seed);
  const gateways = [
    gateway(random, 'infra', 'edge'),
    ...random.list(1, () => gateway(random, 'shop', 'own')),
  ];
  return [
    ...NAMES.map((name) =>
      object(
        'v1',
        'Namespace',
        { name, labels: { 'kubernetes.io/metadata.name': name, ...NAMESPACES[name] } },
        {},
      ),
    ),
    object(
      `${GROUP}/v1`,
      'GatewayClass',
      { name: 'envoy' },
      { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
    ),
    ...gateways,
    ...NAMES.slice(0, 3).map((namespace) => secret(namespace)),
    ...NAMES.slice(1).flatMap((namespace, n) =>
      APPS.flatMap((app, a) => backend(random, namespace, app, `10.1.${n}.${a + 1}`)),
    ),
    ...[0, 1, 2, 3].slice(0, 1 + random.below(4)).map((index) => route(random, index)),
    ...random.list(2, (index) => grant(random, index)),
  ];
}

function object(apiVersion: string, kind: string, metadata: object, spec: object): Manifest {
  return { apiVersion, kind, metadata: { creationTimestamp: CREATED, ...metadata }, spec };
}

const LISTENERS: readonly (readonly [string, number])[] = [
  ['HTTP', 80],
  ['HTTP', 80],
  ['HTTP', 8080],
  ['HTTPS', 443],
  ['HTTPS', 443],
  ['TLS', 443],
  ['TLS', 8443],
  ['TCP', 9000],
  ['TCP', 80],
];

function gateway(random: Choices, namespace: string, name: string): Manifest {
  const count = 1 + random.below(4);
  const listeners = Array.from({ length: count }, (_, index) => listener(random, index));
  return object(`${GROUP}/v1`, 'Gateway', { namespace, name }, { gatewayClassName: 'envoy', listeners });
}

function listener(random: Choices, index: number): object {
  const [protocol, port] = random.of(LISTENERS);
  const tls = protocol === 'HTTPS' || protocol === 'TLS';
  const mode = protocol === 'TLS' && random.chance(60) ? 'Passthrough' : 'Terminate';
  return {
    name: `l${index}`,
    protocol,
    port,
    ...(protocol !== 'TCP' && random.chance(60) && { hostname: random.of(HOSTS) }),
    ...(tls && { tls: { mode, ...(mode === 'Terminate' && { certificateRefs: certificates(random) }) } }),
    allowedRoutes: allowed(random, protocol),
  };
}

function certificates(random: Choices): object[] {
  const namespace = random.of([undefined, undefined, 'pay']);
  return [{ group: '', kind: 'Secret', name: 'cert', ...(namespace && { namespace }) }];
}

function allowed(random: Choices, protocol: string): object {
  const from = random.of(['Same', 'All', 'All', 'Selector']);
  const selector = random.of<object>([
    { matchLabels: { team: 'shop' } },
    { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
    { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['pay'] }] },
  ]);
  const kinds = { HTTP: 'HTTPRoute', HTTPS: 'GRPCRoute', TLS: 'TLSRoute', TCP: 'TCPRoute' }[protocol];
  return {
    namespaces: { from, ...(from === 'Selector' && { selector }) },
    ...(random.chance(20) && { kinds: [{ group: GROUP, kind: random.chance(80) ? kinds : 'UDPRoute' }] }),
  };
}

const VERSIONS: Readonly<Record<string, string>> = {
  HTTPRoute: 'v1',
  GRPCRoute: 'v1',
  TLSRoute: 'v1',
  TCPRoute: 'v1',
};

function route(random: Choices, index: number): Manifest {
  const kind = random.of(['HTTPRoute', 'HTTPRoute', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute']);
  const namespace = random.of(NAMES);
  const hosts = kind === 'TCPRoute' ? [] : random.some(HOSTS, kind === 'TLSRoute' ? 50 : 25);
  const hostnames = kind === 'TLSRoute' && hosts.length === 0 ? ['shop.example.com'] : hosts;
  return object(
    `${GROUP}/${VERSIONS[kind] ?? 'v1'}`,
    kind,
    { namespace, name: `r${index}` },
    {
      parentRefs: [
        parent(random, 'infra', 'edge'),
        ...(random.chance(25) ? [parent(random, 'shop', 'own')] : []),
      ],
      ...(hostnames.length > 0 && { hostnames }),
      rules: [
        {
          ...(kind === 'HTTPRoute' && { matches: [{ path: { type: 'PathPrefix', value: '/' } }] }),
          backendRefs: [
            reference(random, namespace),
            ...(kind !== 'TLSRoute' && random.chance(25) ? [reference(random, namespace)] : []),
          ],
        },
      ],
    },
  );
}

function parent(random: Choices, namespace: string, name: string): object {
  return {
    group: GROUP,
    kind: 'Gateway',
    namespace,
    name,
    ...(random.chance(25) && { sectionName: random.of(['l0', 'l1', 'l2', 'missing']) }),
    ...(random.chance(25) && { port: random.of([80, 443, 8080, 8443, 9000]) }),
  };
}

function reference(random: Choices, own: string): object {
  const namespace = random.chance(75) ? own : random.of(NAMES.slice(1));
  const name = random.chance(90) ? random.of(APPS) : 'missing';
  const port = random.of([80, 80, 80, 81, 9999]);
  return { group: '', kind: 'Service', namespace, name, port, weight: random.chance(90) ? 1 : 0 };
}

function grant(random: Choices, index: number): Manifest {
  const isSecret = random.chance(40);
  return object(
    `${GROUP}/v1beta1`,
    'ReferenceGrant',
    { namespace: random.of(NAMES.slice(1)), name: `g${index}` },
    {
      from: [
        {
          group: GROUP,
          kind: isSecret ? 'Gateway' : random.of(['HTTPRoute', 'HTTPRoute', 'TLSRoute']),
          namespace: random.of(NAMES),
        },
      ],
      to: [
        isSecret
          ? { group: '', kind: 'Secret', ...(random.chance(50) && { name: random.of(['cert', 'other']) }) }
          : {
              group: '',
              kind: random.of(['Service', 'Service', 'Secret']),
              ...(random.chance(50) && { name: random.of(APPS) }),
            },
      ],
    },
  );
}

/** The reference implementation adds a certificate to it. */
function secret(namespace: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name: 'cert' },
    type: 'kubernetes.io/tls',
  };
}

/** A Service with its pods, and the EndpointSlice that the controller makes of them. */
function backend(random: Choices, namespace: string, app: string, block: string): Manifest[] {
  const named = random.chance(50);
  const pods = Array.from({ length: random.below(3) }, (_, index) => ({
    name: `${app}-${index}`,
    ip: `${block}${index}`,
    ready: random.chance(80),
  }));
  const ports = [
    { name: 'http', port: 80, protocol: 'TCP', targetPort: named ? 'web' : 8080 },
    { name: 'admin', port: 81, protocol: 'TCP', targetPort: 9090 },
  ];
  return [
    object(
      'v1',
      'Service',
      { namespace, name: app },
      { type: 'ClusterIP', clusterIP: `10.96.${namespace.length}.${app.length}`, selector: { app }, ports },
    ),
    ...pods.map(({ name, ip, ready }) => ({
      ...object(
        'v1',
        'Pod',
        { namespace, name, labels: { app } },
        { containers: [{ name: 'web', image: 'web', ports: [{ name: 'web', containerPort: 8080 }] }] },
      ),
      status: {
        phase: 'Running',
        podIP: ip,
        conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      },
    })),
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { namespace, name: `${app}-1`, labels: { 'kubernetes.io/service-name': app } },
      addressType: 'IPv4',
      ports: [
        { name: 'http', port: 8080, protocol: 'TCP' },
        { name: 'admin', port: 9090, protocol: 'TCP' },
      ],
      endpoints: pods.map(({ ip, ready }) => ({
        addresses: [ip],
        conditions: { ready, serving: ready, terminating: false },
      })),
    },
  ];
}
