/** Conditions that every request meets, limits for a part of the requests, and objects whose author does not decide about the mesh. */
import type { Attempt, Expected } from './attempt.ts';
import { mesh } from './istio.ts';

const MESH = `${mesh({}).replace('name: w, annotations', 'name: w, labels: { app: w }, annotations')}---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: w }
spec: { selector: { app: w }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`;

const object = (kind: string, spec: string, { namespace = 'shop', name = 'o' } = {}) => `---
apiVersion: ${/Policy$|Authentication$/.test(kind) ? 'security' : 'networking'}.istio.io/v1
kind: ${kind}
metadata: { namespace: ${namespace}, name: ${name} }
spec: ${spec}
`;
const allow = (rules: string) => object('AuthorizationPolicy', `{ rules: [${rules}] }`);
const deny = (rules: string) => object('AuthorizationPolicy', `{ action: DENY, rules: [${rules}] }`);
const custom = (rules: string) =>
  object('AuthorizationPolicy', `{ action: CUSTOM, provider: { name: x }, rules: [${rules}] }`);
const TOKENS = object('RequestAuthentication', "{ jwtRules: [{ issuer: 'https://id.example' }] }", {
  name: 'tokens',
});
const POLICY = 'AuthorizationPolicy shop/o';
const ALL = 'istio/authorization-allows-all';
const JWT = 'istio/jwt-not-required';
const DENY = 'istio/default-deny-missing';
const BYPASS = 'istio/identity-rule-bypass';
const CLIENT = 'istio/client-tls-disabled';
const EGRESS = 'istio/egress-unrestricted';
const WIDE = 'istio/service-entry-too-wide';

const to = (operation: string) => `{ to: [{ operation: { ${operation} } }] }`;
const from = (source: string) => `{ from: [{ source: { ${source} } }] }`;
const WITHOUT = "notRequestPrincipals: ['*']";
const TOKENED = from("requestPrincipals: ['*']");
const OPEN_PORT = object(
  'PeerAuthentication',
  "{ selector: { matchLabels: { app: w } }, portLevelMtls: { '9090': { mode: PERMISSIVE } } }",
);
const onPort = (port: string) =>
  object(
    'AuthorizationPolicy',
    `{ action: DENY, rules: [{ from: [{ source: { namespaces: [bank] } }], to: [{ operation: { ports: ['${port}'] } }] }] }`,
    { name: 'p' },
  );
const CLOSED = object('Sidecar', '{ outboundTrafficPolicy: { mode: REGISTRY_ONLY } }', {
  namespace: 'istio-system',
  name: 'default',
});
const entry = (addresses: string) =>
  object(
    'ServiceEntry',
    `{ hosts: [x.example.com], addresses: [${addresses}], ports: [{ number: 443, name: tcp, protocol: TCP }] }`,
  );
const remote = (namespace: string) => `---
apiVersion: v1
kind: Secret
metadata: { namespace: ${namespace}, name: remote, labels: { istio/multiCluster: 'true' }, creationTimestamp: '2026-11-01T00:00:00Z' }
`;
const ROUTE = object(
  'VirtualService',
  '{ hosts: [w], http: [{ route: [{ destination: { host: nobody } }] }] }',
);
const RULE = object('DestinationRule', '{ host: nobody.shop.svc.cluster.local }');

type Row = readonly [name: string, objects: string, check: string, verdict: Expected['verdict'], at?: string];

const rows: readonly Row[] = [
  ...(
    [
      ["paths: ['/*']", 'fail'],
      ["paths: ['*']", 'fail'],
      ["paths: ['/{**}']", 'fail'],
      ["hosts: ['*']", 'fail'],
      ["methods: ['*'], paths: ['/*']", 'fail'],
      ["methods: ['*'], paths: ['/a*']", 'pass'],
      ["paths: ['/*'], notPaths: ['/admin*']", 'pass'],
      ["hosts: ['*.example.com']", 'pass'],
    ] as const
  ).map(([operation, verdict]): Row => [`ALLOW for ${operation}`, allow(to(operation)), ALL, verdict]),
  ...(
    [
      ["ipBlocks: ['0.0.0.0/0']", 'fail'],
      ["ipBlocks: ['0.0.0.0/1', '128.0.0.0/1']", 'fail'],
      ["remoteIpBlocks: ['0.0.0.0/0', '::/0']", 'fail'],
      ["ipBlocks: ['0.0.0.0/0'], notIpBlocks: ['10.0.0.0/8']", 'pass'],
      ["ipBlocks: ['10.0.0.0/8']", 'pass'],
    ] as const
  ).map(([source, verdict]): Row => [`ALLOW from ${source}`, allow(from(source)), ALL, verdict]),
  [
    'ALLOW when source.ip is any',
    allow("{ when: [{ key: source.ip, values: ['0.0.0.0/0'] }] }"),
    ALL,
    'fail',
    POLICY,
  ],
  [
    'a token beside a rule for every path',
    TOKENS + allow(`${TOKENED}, ${to("paths: ['/*']")}`),
    JWT,
    'fail',
    'RequestAuthentication shop/tokens',
  ],
  [
    'a token beside a rule for one path',
    TOKENS + allow(`${TOKENED}, ${to('paths: [/healthz]')}`),
    JWT,
    'pass',
  ],
  [
    'a token that is required for one path',
    TOKENS + deny(`{ from: [{ source: { ${WITHOUT} } }], to: [{ operation: { paths: [/nothing] } }] }`),
    JWT,
    'fail',
  ],
  [
    'a token that is required of one namespace',
    TOKENS + deny(from(`${WITHOUT}, namespaces: [nobody]`)),
    JWT,
    'fail',
  ],
  [
    'a token that is required for all paths but one',
    TOKENS + deny(`{ from: [{ source: { ${WITHOUT} } }], to: [{ operation: { notPaths: [/healthz] } }] }`),
    JWT,
    'pass',
  ],
  ['an external authorizer for one path', custom(to('paths: [/x]')), DENY, 'fail'],
  ['an external authorizer for all paths but one', custom(to('notPaths: [/healthz]')), DENY, 'pass'],
  ['an external authorizer for every path', custom(to("paths: ['/*']")), DENY, 'pass'],
  [
    'an external authorizer for requests with an identity',
    OPEN_PORT + custom(from("principals: ['*']")).replace('name: o', 'name: p'),
    BYPASS,
    'fail',
    'AuthorizationPolicy shop/p',
  ],
  ['a denied identity on a port with mutual TLS', OPEN_PORT + onPort('8080'), BYPASS, 'pass'],
  ['a denied identity on a port without it', OPEN_PORT + onPort('9090'), BYPASS, 'fail'],
  [
    'client TLS that is disabled for one other namespace',
    object('DestinationRule', '{ host: w, exportTo: [bank], trafficPolicy: { tls: { mode: DISABLE } } }'),
    CLIENT,
    'fail',
    'DestinationRule shop/o',
  ],
  [
    'client TLS that is disabled by the root namespace for one other',
    object(
      'DestinationRule',
      "{ host: '*.local', exportTo: [bank], trafficPolicy: { tls: { mode: DISABLE } } }",
      { namespace: 'istio-system' },
    ),
    CLIENT,
    'fail',
  ],
  [
    'client TLS that is disabled for no namespace',
    object('DestinationRule', "{ host: w, exportTo: ['~'], trafficPolicy: { tls: { mode: DISABLE } } }"),
    CLIENT,
    'pass',
  ],
  [
    'a Sidecar without a policy beside that of the root namespace',
    CLOSED + object('Sidecar', "{ egress: [{ hosts: ['*/*'] }] }"),
    EGRESS,
    'fail',
    'Sidecar shop/o',
  ],
  [
    'a Sidecar of a workload without a policy',
    CLOSED + object('Sidecar', "{ workloadSelector: { labels: { app: w } }, egress: [{ hosts: ['*/*'] }] }"),
    EGRESS,
    'fail',
    'Sidecar shop/o',
  ],
  [
    'a Sidecar with the policy of the root namespace',
    CLOSED + object('Sidecar', '{ outboundTrafficPolicy: { mode: REGISTRY_ONLY } }'),
    EGRESS,
    'pass',
  ],
  ['the Sidecar of the root namespace alone', CLOSED, EGRESS, 'pass'],
  ['a ServiceEntry for all addresses in halves', entry("'0.0.0.0/1', '128.0.0.0/1'"), WIDE, 'fail'],
  ['a ServiceEntry for all addresses of IPv6', entry("'::/0'"), WIDE, 'fail'],
  ['a ServiceEntry for two networks', entry("'10.1.0.0/16', '10.2.0.0/16'"), WIDE, 'pass'],
  [
    "a remote cluster in a tenant's namespace, and a route to nothing",
    remote('shop') + ROUTE,
    'istio/virtual-service-destination-missing',
    'fail',
  ],
  [
    "a remote cluster in a tenant's namespace, and a rule for nothing",
    remote('shop') + RULE,
    'istio/destination-rule-without-endpoints',
    'fail',
  ],
  [
    'a remote cluster of istiod, and a route to nothing here',
    remote('istio-system') + ROUTE,
    'istio/virtual-service-destination-missing',
    'pass',
  ],
  [
    "a remote cluster in a tenant's namespace, and the default trust domain",
    remote('shop'),
    'istio/trust-domain-shared',
    'pass',
  ],
  ['a remote cluster of istiod', remote('istio-system'), 'istio/trust-domain-shared', 'fail'],
];

/** A Service that uses a waypoint, with a policy that the waypoint has to enforce. */
const waypoint = (traffic: string) => `---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/dataplane-mode: ambient, istio.io/use-waypoint: wp } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: shop, name: wp, labels: { istio.io/waypoint-for: ${traffic} } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
${object('AuthorizationPolicy', "{ targetRefs: [{ kind: Service, group: '', name: w }], action: DENY, rules: [{ to: [{ operation: { methods: [POST] } }] }] }")}`;
const waypoints: readonly Row[] = (
  [
    ['workload', 'fail'],
    ['none', 'fail'],
    ['service', 'pass'],
    ['all', 'pass'],
  ] as const
).map(([traffic, verdict]) => [
  `a policy of a Service whose waypoint is for ${traffic}`,
  waypoint(traffic),
  'istio/waypoint-missing',
  verdict,
]);

/** A program of an add-on, and an object with a limit that limits nothing. */
const program = (namespace: string, image: string, container = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: ${namespace}, name: controller }
spec:
  selector: { matchLabels: { a: b } }
  template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: c, image: '${image}'${container} }] } }
---`;
const store = (
  condition: string,
) => `${program('external-secrets', 'ghcr.io/external-secrets/external-secrets:v1.1.0')}
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: { name: vault }
spec: { conditions: [${condition}], provider: {} }
`;
const pool = (spec: string) => `${program('rook-ceph', 'rook/ceph:v1.18.0')}
apiVersion: ceph.rook.io/v1
kind: CephBlockPool
metadata: { namespace: rook-ceph, name: blocks }
spec: ${spec}
`;
const registry = (value: string) =>
  program('registry', 'registry:3', `, env: [{ name: REGISTRY_AUTH, value: ${value} }]`);

const addons: readonly Row[] = [
  ...(
    [
      ['{ namespaceSelector: {} }', 'fail'],
      ["{ namespaceRegexes: ['.*'] }", 'fail'],
      ["{ namespaceRegexes: ['^.+$'] }", 'fail'],
      ['{ namespaces: [bank] }, { namespaceSelector: { matchLabels: {} } }', 'fail'],
      ['{ namespaceSelector: { matchLabels: { team: bank } } }', 'pass'],
      ['{ namespaceSelector: { matchExpressions: [{ key: team, operator: Exists }] } }', 'pass'],
      ["{ namespaceRegexes: ['bank-.*'] }", 'pass'],
    ] as const
  ).map(([condition, verdict]): Row => [
    `a store with the conditions ${condition}`,
    store(condition),
    'addons/external-secrets-store-open',
    verdict,
  ]),
  ...(
    [
      ['{ failureDomain: host }', 'unknown'],
      ['{ replicated: { size: 3 } }', 'pass'],
      ['{ erasureCoded: { dataChunks: 2, codingChunks: 1 } }', 'pass'],
    ] as const
  ).map(([spec, verdict]): Row => [
    `a pool with ${spec}`,
    pool(spec),
    'addons/rook-pool-unreplicated',
    verdict,
  ]),
  ['a registry that accepts any header', registry('silly'), 'addons/registry-unauthenticated', 'fail'],
  ['a registry with passwords', registry('htpasswd'), 'addons/registry-unauthenticated', 'pass'],
];

const attemptOf = ([name, objects, check, verdict, at]: Row): Attempt => ({
  name: `mesh-limits/${name}`,
  player: 'administrator',
  why: 'A limit counts for what it excludes, and an object only where its author decides.',
  objects,
  expect: [{ check, verdict, ...(at !== undefined && { object: at }) }],
});

const attempts: readonly Attempt[] = [
  ...[...rows, ...waypoints].map(([name, objects, ...rest]) => attemptOf([name, MESH + objects, ...rest])),
  ...addons.map(attemptOf),
];
export default attempts;
