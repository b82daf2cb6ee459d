/** Gateways, hosts and egress of a mesh: settings of one object that must not excuse another one, and spellings that mean the same. */
import type { Attempt, Expected } from './attempt.ts';
import { istioControlPlane } from './istio.ts';

const mesh = (config = 'trustDomain: cluster.local') => `
apiVersion: v1
kind: Namespace
metadata: { name: istio-system }
---${istioControlPlane({ version: '1.31.0' })}
apiVersion: v1
kind: ConfigMap
metadata: { namespace: istio-system, name: istio }
data: { mesh: ${JSON.stringify(config)} }
---
apiVersion: v1
kind: Namespace
metadata: { name: team, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Namespace
metadata: { name: other }
---
apiVersion: v1
kind: Pod
metadata: { namespace: team, name: w, uid: u-w, labels: { app: w }, annotations: { sidecar.istio.io/status: '{}' } }
spec: { containers: [{ name: a, image: 'x/y:1' }, { name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0' }] }
status: { phase: Running }
---
apiVersion: v1
kind: Pod
metadata: { namespace: istio-system, name: edge, uid: u-edge, labels: { istio: edge } }
spec: { containers: [{ name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0' }] }
status: { phase: Running }
---
apiVersion: v1
kind: Service
metadata: { namespace: istio-system, name: edge }
spec: { type: LoadBalancer, selector: { istio: edge }, ports: [{ name: https, port: 443 }, { name: quic, port: 8443, protocol: UDP }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }
`;

const gateway = (server: string, name = 'web', namespace = 'team') => `---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { namespace: ${namespace}, name: ${name} }
spec: { selector: { istio: edge }, servers: [${server}] }
`;
const server = (hosts: string, tls = '{ mode: SIMPLE, credentialName: c }', port = 443) =>
  `{ port: { number: ${port}, name: p, protocol: HTTPS }, hosts: [${hosts}], tls: ${tls} }`;
const plain = (protocol: string) =>
  `{ port: { number: 80, name: p, protocol: ${protocol} }, hosts: [a.example.com] }`;
const route = (http: string, more = '') => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { namespace: team, name: r${more} }
spec: { hosts: [a.example.com], gateways: [web], http: [${http}] }
`;
const FORWARD = '{ route: [{ destination: { host: w } }] }';
const REDIRECT = '{ redirect: { scheme: https } }';
const object = (kind: string, spec: string, namespace = 'team', api = 'networking.istio.io/v1') => `---
apiVersion: ${api}
kind: ${kind}
metadata: { namespace: ${namespace}, name: o }
spec: ${spec}
`;

const bare = (metadata: string, containers: string) => `---
apiVersion: v1
kind: Pod
metadata: { namespace: team, name: bare, uid: u-bare, ${metadata} }
spec: { containers: [${containers}] }
status: { phase: Running }
`;

type Row = readonly [name: string, check: string, objects: string, verdict: Expected['verdict'], at?: string];

const GATEWAY = 'Gateway.networking.istio.io team/web';
const CLOSED = 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }';

const rows: readonly Row[] = [
  ['a host of any namespace by */*', 'gateway-wildcard-host', gateway(server("'*/*'")), 'fail', GATEWAY],
  ['any host of its own namespace', 'gateway-wildcard-host', gateway(server("'./*'")), 'pass'],
  [
    'plaintext with a protocol in lower case',
    'gateway-plaintext',
    gateway(plain('http')) + route(FORWARD),
    'fail',
    GATEWAY,
  ],
  ...['./web', 'web.team', 'web.team.svc.cluster.local'].flatMap((name): Row[] => [
    [
      `a VirtualService of the Gateway ${name}`,
      'gateway-plaintext',
      gateway(plain('HTTP')) + route(FORWARD).replace('gateways: [web]', `gateways: [${name}]`),
      'fail',
      GATEWAY,
    ],
    [
      `look-alike: the Gateway ${name} exists`,
      'virtual-service-gateway-missing',
      gateway(plain('HTTP')) + route(FORWARD).replace('gateways: [web]', `gateways: [${name}]`),
      'pass',
    ],
  ]),
  ['plaintext of gRPC', 'gateway-plaintext', gateway(plain('GRPC')) + route(FORWARD), 'fail', GATEWAY],
  [
    'a redirect of one rule of two',
    'gateway-plaintext',
    gateway(plain('HTTP')) +
      route(`${REDIRECT.replace('{', '{ match: [{ uri: { prefix: /a } }],')}, ${FORWARD}`),
    'fail',
    GATEWAY,
  ],
  [
    'a rule after one that redirects every request',
    'gateway-plaintext',
    gateway(plain('HTTP')) + route(`${REDIRECT}, ${FORWARD}`),
    'pass',
  ],
  [
    'a redirect of one route of two',
    'gateway-plaintext',
    gateway(plain('HTTP')) + route(REDIRECT) + route(FORWARD, '2'),
    'fail',
    GATEWAY,
  ],
  ['routes that only redirect', 'gateway-plaintext', gateway(plain('HTTP')) + route(REDIRECT), 'pass'],
  [
    'TLS 1.1 as the newest version',
    'gateway-weak-tls',
    gateway(server('a.example.com', '{ mode: SIMPLE, credentialName: c, maxProtocolVersion: TLSV1_1 }')),
    'fail',
    GATEWAY,
  ],
  [
    'one host in two spellings',
    'gateway-hosts-conflicting',
    gateway(server('A.example.com')) + gateway(server('a.example.com'), 'copy', 'other'),
    'fail',
    GATEWAY,
  ],
  [
    'optional client certificates for the wildcard',
    'gateway-client-certificate-bypass',
    gateway(
      `${server('a.example.com', '{ mode: MUTUAL, credentialName: c }')}, ${server("'*.example.com'", '{ mode: OPTIONAL_MUTUAL, credentialName: c }')}`,
    ),
    'fail',
    GATEWAY,
  ],
  [
    'a port of the Service for UDP',
    'gateway-port-unreachable',
    gateway(server('a.example.com', undefined, 8443)),
    'fail',
    GATEWAY,
  ],
  [
    'a Secret in the namespace of the Gateway',
    'gateway-credential-missing',
    `${gateway(server('a.example.com'))}---
apiVersion: v1
kind: Secret
metadata: { namespace: team, name: c }
`,
    'fail',
    GATEWAY,
  ],
  [
    'a Sidecar of one namespace that closes it',
    'egress-unrestricted',
    object('Sidecar', `{ ${CLOSED} }`),
    'fail',
  ],
  [
    'a mesh configuration of a tenant',
    'egress-unrestricted',
    `---
apiVersion: v1
kind: ConfigMap
metadata: { namespace: team, name: istio }
data: { mesh: '${CLOSED}' }
`,
    'fail',
  ],
  [
    'a Service of another namespace in two spellings',
    'service-entry-too-wide',
    object(
      'ServiceEntry',
      '{ hosts: [W.other.svc.cluster.local.], ports: [{ number: 80, name: http, protocol: HTTP }] }',
    ),
    'fail',
    'ServiceEntry team/o',
  ],
  [
    'a claim in brackets',
    'virtual-service-claims-unverified',
    gateway(server('a.example.com')) +
      route(
        `{ match: [{ headers: { '@request.auth.claims[group]': { exact: admin } } }], route: [{ destination: { host: w } }] }`,
      ),
    'fail',
    'VirtualService team/r',
  ],
  [
    'tokens that are verified for another workload',
    'virtual-service-claims-unverified',
    gateway(server('a.example.com')) +
      route(
        `{ match: [{ headers: { '@request.auth.claims.group': { exact: admin } } }], route: [{ destination: { host: w } }] }`,
      ) +
      object(
        'RequestAuthentication',
        '{ selector: { matchLabels: { istio: edge } }, jwtRules: [{ issuer: a }] }',
        'team',
        'security.istio.io/v1',
      ),
    'fail',
    'VirtualService team/r',
  ],
  [
    'a Service that is exported to its own namespace alone',
    'virtual-service-destination-missing',
    `---
apiVersion: v1
kind: Service
metadata: { namespace: other, name: hidden, annotations: { networking.istio.io/exportTo: '.' } }
spec: { ports: [{ name: http, port: 80 }] }
${gateway(server('a.example.com'))}${route('{ route: [{ destination: { host: hidden.other.svc.cluster.local } }] }')}`,
    'fail',
    'VirtualService team/r',
  ],
  [
    'a label of the Pod against the annotation',
    'workload-opted-out',
    `---
apiVersion: v1
kind: Pod
metadata: { namespace: team, name: bare, uid: u-bare, labels: { sidecar.istio.io/inject: 'false' }, annotations: { sidecar.istio.io/inject: 'true' } }
spec: { containers: [{ name: a, image: 'x/y:1' }] }
status: { phase: Running }
`,
    'fail',
    'Pod team/bare',
  ],
  [
    'the user of the proxy for one container',
    'capture-removable',
    `---
apiVersion: v1
kind: Pod
metadata: { namespace: team, name: p, uid: u-p, annotations: { sidecar.istio.io/status: '{}' } }
spec:
  securityContext: { runAsUser: 1000 }
  containers: [{ name: a, image: 'x/y:1', securityContext: { runAsUser: 1337 } }, { name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0' }]
status: { phase: Running }
`,
    'fail',
    'Pod team/p',
  ],
  ...(['app: istiod', 'app: ztunnel', 'istio: pilot', 'k8s-app: istio-cni-node'] as const).flatMap(
    (label): Row[] => [
      [
        `a Pod without a sidecar with the label ${label}`,
        'workload-proxy-missing',
        bare(`labels: { ${label} }`, "{ name: a, image: 'x/y:1' }"),
        'fail',
        'Pod team/bare',
      ],
      [
        `a Pod of user 1337 with the label ${label}`,
        'capture-removable',
        bare(`labels: { ${label} }`, "{ name: a, image: 'x/y:1', securityContext: { runAsUser: 1337 } }"),
        'fail',
        'Pod team/bare',
      ],
    ],
  ),
  [
    'a container with the name of the proxy alone',
    'workload-proxy-missing',
    bare('labels: { app: x }', "{ name: a, image: 'x/y:1' }, { name: istio-proxy, image: 'x/y:1' }"),
    'fail',
    'Pod team/bare',
  ],
];

const attempts: readonly Attempt[] = [
  ...rows.map(([name, check, objects, verdict, object]): Attempt => ({
    name: `istio-edge/${name}`,
    player: 'administrator',
    why: 'istiod reads the object in this way, and what another object or namespace sets has no effect on it.',
    objects: mesh() + objects,
    expect: [{ check: `istio/${check}`, verdict, ...(object !== undefined && { object }) }],
  })),
  {
    name: 'istio-edge/an ingress policy in a closed mesh',
    player: 'administrator',
    why: 'A NetworkPolicy for ingress does not limit connections that leave the namespace.',
    objects: `${mesh(CLOSED)}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { namespace: team, name: in }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
    expect: [
      { check: 'istio/egress-unenforced', verdict: 'fail' },
      { check: 'istio/egress-unrestricted', verdict: 'pass' },
    ],
  },
  ...(['gateways', 'virtualservices', 'serviceentries', 'sidecars'] as const).map((resource): Attempt => ({
    name: `istio-edge/${resource} are refused`,
    player: 'network',
    why: 'Objects that were not read may have the risk.',
    objects:
      mesh(CLOSED) +
      gateway(server("'./*'")) +
      route(REDIRECT) +
      object('ServiceEntry', '{ hosts: [a.example.org] }') +
      object('Sidecar', '{}'),
    // The simulated server guesses the plural of a kind without a CRD.
    answers: { [`/apis/networking.istio.io/v1/${resource.slice(0, 5)}*`]: 403 },
    expect: {
      gateways: [{ check: 'istio/gateway-wildcard-host', verdict: 'unknown' as const }],
      virtualservices: [{ check: 'istio/virtual-service-rule-unused', verdict: 'unknown' as const }],
      serviceentries: [{ check: 'istio/service-entry-too-wide', verdict: 'unknown' as const }],
      sidecars: [{ check: 'istio/egress-unrestricted', verdict: 'unknown' as const }],
    }[resource],
  })),
  {
    name: 'istio-edge/the mesh configuration is refused',
    player: 'network',
    why: 'Without it, what proxies do with unknown hosts is unknown.',
    objects: mesh(CLOSED),
    answers: { '/api/v1/namespaces/istio-system/configmaps/istio': 403 },
    expect: [{ check: 'istio/egress-unrestricted', verdict: 'unknown' }],
  },
];
export default attempts;
