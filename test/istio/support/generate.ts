/** Meshes as people write them, also wrongly: policies of every scope, typos in labels, ports of Services where those of pods are meant. */
import { Choices } from './random.ts';
import type { ProxyQuestion } from '../oracle.ts';

export interface GeneratedMesh {
  id: string;
  root: string;
  meshConfig: string;
  /** Kubernetes' and Istio's objects. */
  objects: Record<string, unknown>[];
  proxies: (ProxyQuestion & { labels: Record<string, string> })[];
}

export const NAMESPACES = ['shop', 'pay', 'ops'];
export const ROOTS = ['istio-system', 'istio-system', 'mesh-root'];
export const APPS = ['web', 'db'];
/** Ports of pods: HTTP by name, TCP by name, detected. */
export const PORTS = { http: 8080, tcp: 5432, any: 9999 };
const TIMES = [
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00Z',
  '2026-02-01T00:00:00Z',
  '2026-03-01T00:00:00Z',
];
const MODES = ['STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET'];

export function generateMesh(seed: number): GeneratedMesh {
  const random = new Choices(seed);
  const root = random.of(ROOTS);
  const pods = NAMESPACES.flatMap((namespace, n) =>
    APPS.map((app, a) => ({ namespace, app, ip: `10.1.${n}.${a + 1}`, version: random.of(['v1', 'v2']) })),
  );
  const namespaces = [...new Set([...NAMESPACES, root])];
  const providers = [
    { name: 'authz', envoyExtAuthzGrpc: { service: 'authz.ops.svc.cluster.local', port: 9000 } },
  ];
  return {
    id: String(seed),
    root,
    meshConfig: JSON.stringify({
      ...(root !== 'istio-system' && { rootNamespace: root }),
      ...(random.chance(60) && { extensionProviders: providers }),
      ...(random.chance(15) && { enableAutoMtls: random.chance(50) }),
      ...(random.chance(15) && { defaultDestinationRuleExportTo: [random.of(['.', '*'])] }),
    }),
    objects: [
      ...namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      ...pods.flatMap((pod) => objectsOf(pod)),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'authz', namespace: 'ops' },
        spec: { clusterIP: '10.96.9.9', selector: { app: 'authz' }, ports: [{ name: 'grpc', port: 9000 }] },
      },
      ...random.list(5, (i) => peerAuthentication(random, namespaces, i)),
      ...random.list(5, (i) => authorizationPolicy(random, namespaces, i)),
      ...random.list(5, (i) => destinationRule(random, namespaces, i)),
    ],
    proxies: pods.map(({ namespace, app, ip, version }) => ({
      id: `${app}-${namespace}`,
      namespace,
      ip,
      labels: { app, version },
      serviceAccount: app,
      ports: [...Object.values(PORTS), 80, 7777],
      outbound: true,
    })),
  };
}

function objectsOf({ namespace, app, ip, version }: Record<'namespace' | 'app' | 'ip' | 'version', string>) {
  const name = `${app}-${namespace}`;
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: app, namespace },
      spec: {
        clusterIP: ip.replace('10.1.', '10.96.'),
        selector: { app },
        ports: [
          { name: 'http', port: 80, targetPort: PORTS.http },
          { name: 'tcp-db', port: PORTS.tcp },
          { name: 'any', port: PORTS.any },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels: { app, version, 'security.istio.io/tlsMode': 'istio' } },
      spec: { serviceAccountName: app, containers: [{ name: app, image: app }] },
      status: { phase: 'Running', podIP: ip, conditions: [{ type: 'Ready', status: 'True' }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, namespace, labels: { 'kubernetes.io/service-name': app } },
      addressType: 'IPv4',
      endpoints: [
        { addresses: [ip], conditions: { ready: true }, targetRef: { kind: 'Pod', name, namespace } },
      ],
      ports: [
        { name: 'http', port: PORTS.http, protocol: 'TCP' },
        { name: 'tcp-db', port: PORTS.tcp, protocol: 'TCP' },
        { name: 'any', port: PORTS.any, protocol: 'TCP' },
      ],
    },
  ];
}

function istioObject(
  random: Choices,
  group: string,
  kind: string,
  namespace: string,
  index: number,
  spec: object,
  annotations: object = {},
) {
  return {
    apiVersion: `${group}.istio.io/v1`,
    kind,
    metadata: {
      name: `${random.of(['a', 'b', 'default'])}-${index}`,
      namespace,
      creationTimestamp: random.of(TIMES),
      annotations,
    },
    spec,
  };
}

/** Also one that selects nothing because of a typo, and an empty one. */
function selector(random: Choices): object {
  const kind = random.below(10);
  if (kind < 4) return {};
  if (kind < 5) return { selector: {} };
  if (kind < 6) return { selector: { matchLabels: {} } };
  if (kind < 7) return { selector: { matchLabels: { app: random.of(['wbe', 'DB', 'none']) } } };
  const labels = { app: random.of(APPS), ...(random.chance(30) && { version: random.of(['v1', 'v2']) }) };
  return { selector: { matchLabels: labels } };
}

export function peerAuthentication(random: Choices, namespaces: readonly string[], index: number) {
  const mtls = random.chance(80) ? { mtls: random.chance(90) ? { mode: random.of(MODES) } : {} } : {};
  const chosen = selector(random);
  // istiod's validation refuses ports without a selector.
  const ports = random
    .some([...Object.values(PORTS), 80, 7777], 25)
    .map((port) => [port, { mode: random.of(MODES) }] as const);
  const hasLabels =
    Object.keys((chosen as { selector?: { matchLabels?: object } }).selector?.matchLabels ?? {}).length > 0;
  return istioObject(random, 'security', 'PeerAuthentication', random.of(namespaces), index, {
    ...chosen,
    ...mtls,
    ...(hasLabels && ports.length > 0 && { portLevelMtls: Object.fromEntries(ports) }),
  });
}

export function authorizationPolicy(random: Choices, namespaces: readonly string[], index: number) {
  const action = random.of(['ALLOW', 'ALLOW', 'DENY', 'DENY', 'AUDIT', 'CUSTOM']);
  const targets = random.chance(10)
    ? { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gw' }] }
    : selector(random);
  const rules =
    random.chance(15) && action !== 'DENY' && action !== 'AUDIT' ? undefined : rulesOf(random, action);
  return istioObject(
    random,
    'security',
    'AuthorizationPolicy',
    random.of(namespaces),
    index,
    {
      ...targets,
      ...(action !== 'ALLOW' || random.chance(50) ? { action } : {}),
      ...(action === 'CUSTOM' && { provider: { name: random.of(['authz', 'authz', 'missing']) } }),
      ...(rules && { rules }),
    },
    random.chance(15) ? { 'istio.io/dry-run': random.of(['true', 'false', 'yes', '1']) } : {},
  );
}

function rulesOf(random: Choices, action: string): object[] {
  return random.list(2, () => ({
    ...(random.chance(60) && { from: [{ source: source(random, action) }] }),
    ...(random.chance(60) && { to: [{ operation: operation(random) }] }),
    ...(random.chance(25) && { when: [condition(random)] }),
  }));
}

function source(random: Choices, action: string): object {
  return random.of([
    { principals: ['cluster.local/ns/shop/sa/web'] },
    { principals: ['*'] },
    { notPrincipals: ['*'] },
    { namespaces: [random.of(NAMESPACES)] },
    { ipBlocks: ['10.0.0.0/8'] },
    { remoteIpBlocks: ['10.0.0.0/8'] },
    ...(action === 'CUSTOM' ? [] : [{ requestPrincipals: ['*'] }, { notRequestPrincipals: ['*'] }]),
  ]);
}

function operation(random: Choices): object {
  return random.of([
    { ports: ['8080'] },
    { ports: ['5432'] },
    { methods: ['GET'] },
    { paths: ['/admin*'] },
    { notPaths: ['/healthz'] },
    { hosts: ['web.shop'] },
    { notPorts: ['8080'] },
    { methods: ['GET'], ports: ['8080'] },
  ]);
}

function condition(random: Choices): object {
  return random.of([
    { key: 'source.namespace', values: ['shop'] },
    { key: 'destination.port', values: ['8080'] },
    { key: 'source.ip', notValues: ['10.0.0.1'] },
    { key: 'request.headers[x-token]', values: ['secret'] },
    { key: 'remote.ip', values: ['10.0.0.0/8'] },
    { key: 'connection.sni', values: ['web.shop'] },
  ]);
}

function destinationRule(random: Choices, namespaces: readonly string[], index: number) {
  const app = random.of(APPS);
  const target = random.of(NAMESPACES);
  const host = random.of([
    app,
    `${app}.${target}.svc.cluster.local`,
    `${app}.${target}.svc.cluster.local`,
    `*.${target}.svc.cluster.local`,
    '*.local',
    '*.cluster.local',
    `${app}.${target}`,
    `*-${target}.svc.cluster.local`,
  ]);
  return istioObject(random, 'networking', 'DestinationRule', random.of(namespaces), index, {
    host,
    ...(random.chance(40) && { exportTo: random.of([['.'], ['*'], [random.of(NAMESPACES)], ['.', '*']]) }),
    ...(random.chance(15) && { workloadSelector: { matchLabels: { app: random.of(APPS) } } }),
    ...(random.chance(80) && { trafficPolicy: trafficPolicy(random) }),
    ...(random.chance(40) && {
      subsets: random.list(2, (i) => ({
        name: random.of([`s${i}`, 'same']),
        labels: { version: 'v1' },
        ...(random.chance(50) && { trafficPolicy: trafficPolicy(random) }),
      })),
    }),
  });
}

function trafficPolicy(random: Choices): object {
  return {
    ...(random.chance(60) && { tls: tls(random) }),
    ...(random.chance(30) && {
      portLevelSettings: [
        {
          port: { number: random.of([80, PORTS.tcp, PORTS.any]) },
          ...(random.chance(70) ? { tls: tls(random) } : { loadBalancer: { simple: 'ROUND_ROBIN' } }),
        },
      ],
    }),
  };
}

function tls(random: Choices): object {
  return random.of([
    { mode: 'DISABLE' },
    { mode: 'ISTIO_MUTUAL' },
    { mode: 'SIMPLE' },
    { mode: 'SIMPLE', insecureSkipVerify: true },
    { mode: 'SIMPLE', caCertificates: '/ca.pem' },
    { mode: 'MUTUAL', clientCertificate: '/c.pem', privateKey: '/k.pem', caCertificates: '/ca.pem' },
  ]);
}
