/** What a policy, a route or an object really reaches: attempts to satisfy a check with something of no effect, and healthy look-alikes. */
import type { Attempt, Expected } from './attempt.ts';
import { mesh } from './istio.ts';

const labelled = (more: Parameters<typeof mesh>[0] = {}) =>
  mesh(more).replace('name: w, annotations', 'name: w, labels: { app: w }, annotations');
const M = labelled();

interface Place {
  namespace?: string;
  name?: string;
  more?: string;
}

const object = (
  api: string,
  kind: string,
  spec: string,
  { namespace = 'shop', name = 'p', more = '' }: Place = {},
) => `---
apiVersion: ${api}
kind: ${kind}
metadata: { namespace: ${namespace}, name: ${name}${more} }
spec: ${spec}
`;
const authorize = (spec: string, place?: Place) =>
  object('security.istio.io/v1', 'AuthorizationPolicy', spec, place);
const telemetry = (spec: string, place?: Place) => object('telemetry.istio.io/v1', 'Telemetry', spec, place);
const networkPolicy = (spec: string) => object('networking.k8s.io/v1', 'NetworkPolicy', spec);
const namespaceOf = (name: string, labels = '') => `---
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { kubernetes.io/metadata.name: ${name}${labels} } }
`;
const ROOT = { namespace: 'istio-system' };
const created = (date: string) => `, creationTimestamp: '${date}T00:00:00Z'`;

type Row = readonly [check: string, verdict: Expected['verdict'], name: string, objects: string];

const OAUTH = labelled({
  config:
    'extensionProviders: [{ name: oauth, envoyExtAuthzHttp: { service: o.x.svc.cluster.local, port: 80 } }]',
});
const JWT = object('security.istio.io/v1', 'RequestAuthentication', '{ jwtRules: [{ issuer: i }] }');
const DENY = 'istio/default-deny-missing';
const custom = (rules: string) => authorize(`{ action: CUSTOM, provider: { name: oauth }${rules} }`, ROOT);

const policies: readonly Row[] = [
  [
    DENY,
    'fail',
    'an ALLOW policy for every request in the root',
    `${M}${authorize('{ rules: [{}] }', ROOT)}`,
  ],
  [DENY, 'fail', 'a CUSTOM policy without rules', `${OAUTH}${custom('')}`],
  [
    DENY,
    'fail',
    'a CUSTOM policy for one path',
    `${OAUTH}${custom(', rules: [{ to: [{ operation: { paths: [/admin] } }] }]')}`,
  ],
  [DENY, 'pass', 'a CUSTOM policy for every request', `${OAUTH}${custom(', rules: [{}]')}`],
  [
    DENY,
    'pass',
    'a DENY policy for every request',
    `${M}${authorize('{ action: DENY, rules: [{}] }', ROOT)}`,
  ],
  [
    DENY,
    'fail',
    'an AUDIT policy for every request',
    `${M}${authorize('{ action: AUDIT, rules: [{}] }', ROOT)}`,
  ],
  [
    'istio/jwt-not-required',
    'fail',
    'a CUSTOM policy for one path',
    `${OAUTH}${JWT}${custom(', rules: [{ to: [{ operation: { paths: [/x] } }] }]')}`,
  ],
  ...(
    [
      ['the label of a waypoint', 'gateway.istio.io/managed: istio.io-mesh-controller'],
      ['the label of a gateway', 'gateway.istio.io/managed: istio.io-gateway-controller'],
    ] as const
  ).map(([name, label]): Row => [
    DENY,
    'fail',
    `an application with ${name}`,
    M.replace('labels: { app: w }', `labels: { app: w, ${label} }`),
  ]),
];

const CLOSED = `${labelled({ config: 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }' })}${namespaceOf('shop', ', istio-injection: enabled')}`;
const EGRESS = 'istio/egress-unenforced';
const egress = (rules: string) =>
  networkPolicy(`{ podSelector: {}, policyTypes: [Egress], egress: ${rules} }`);

const outbound: readonly Row[] = [
  [EGRESS, 'fail', 'a policy that admits everything', `${CLOSED}${egress('[{}]')}`],
  [
    EGRESS,
    'fail',
    'a policy that selects no Pod',
    `${CLOSED}${networkPolicy('{ podSelector: { matchLabels: { app: none } }, policyTypes: [Egress] }')}`,
  ],
  [
    EGRESS,
    'fail',
    'a policy that admits every address',
    `${CLOSED}${egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]')}`,
  ],
  [
    EGRESS,
    'fail',
    'a policy that admits every address in halves',
    `${CLOSED}${egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/1 } }, { ipBlock: { cidr: 128.0.0.0/1 } }] }]')}`,
  ],
  [
    EGRESS,
    'fail',
    'a policy that admits every external address',
    `${CLOSED}${egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }]')}`,
  ],
  [
    EGRESS,
    'fail',
    'a strict policy next to an open one',
    `${CLOSED}${egress('[]')}${egress('[{}]').replace('name: p', 'name: q')}`,
  ],
  [
    EGRESS,
    'pass',
    'a policy for Pods of the cluster',
    `${CLOSED}${egress('[{ to: [{ namespaceSelector: {} }] }]')}`,
  ],
  [
    EGRESS,
    'unknown',
    'a policy of the cluster that selects something',
    `${CLOSED}---
apiVersion: crd.projectcalico.org/v1
kind: GlobalNetworkPolicy
metadata: { name: g }
spec: { selector: "app == 'none'", types: [Egress], egress: [{ action: Allow }] }
`,
  ],
];

const CAPTURE = 'istio/outbound-capture-excluded';
const SCOPE = 'traffic.sidecar.istio.io';
const annotated = (text: string) => labelled({ annotations: `, ${text}` });

const capture: readonly (readonly [name: string, objects: string, severity: 'medium' | 'low'])[] = [
  [
    'every address in halves',
    annotated(`${SCOPE}/excludeOutboundIPRanges: '0.0.0.0/1,128.0.0.0/1'`),
    'medium',
  ],
  ['every address of IPv6', annotated(`${SCOPE}/excludeOutboundIPRanges: '::/0'`), 'medium'],
  ['some addresses', annotated(`${SCOPE}/excludeOutboundIPRanges: '169.254.169.254/32'`), 'low'],
  ['no interception', annotated('sidecar.istio.io/interceptionMode: NONE'), 'medium'],
  [
    'no interception by the configuration of the proxy',
    annotated("proxy.istio.io/config: 'interceptionMode: NONE'"),
    'medium',
  ],
  ['the interface of the Pod', annotated(`${SCOPE}/excludeInterfaces: eth0`), 'medium'],
  ['another interface', annotated(`${SCOPE}/excludeInterfaces: net1`), 'low'],
];

const LOG = 'istio/access-log-disabled';
const ENVOY = '{ accessLogging: [{ providers: [{ name: envoy }] }] }';

const logs: readonly Row[] = [
  [LOG, 'pass', 'the built-in provider', `${M}${telemetry(ENVOY, ROOT)}`],
  [
    LOG,
    'fail',
    'a provider that does not exist',
    `${M}${telemetry('{ accessLogging: [{ providers: [{ name: none }] }] }', ROOT)}`,
  ],
  [
    LOG,
    'fail',
    'a default provider that does not exist',
    labelled({ config: 'defaultProviders: { accessLogging: [none] }' }),
  ],
  [
    LOG,
    'fail',
    'requests that proxies send alone',
    `${M}${telemetry('{ accessLogging: [{ providers: [{ name: envoy }], match: { mode: CLIENT } }] }', ROOT)}`,
  ],
  [
    LOG,
    'unknown',
    'a filter',
    `${M}${telemetry("{ accessLogging: [{ providers: [{ name: envoy }], filter: { expression: 'false' } }] }", ROOT)}`,
  ],
  [
    LOG,
    'fail',
    'the newer of two objects of a namespace',
    `${M}${telemetry(ENVOY, ROOT)}${telemetry('{ accessLogging: [{ disabled: true }] }', { name: 'b', more: created('2020-01-01') })}${telemetry(ENVOY, { name: 'a', more: created('2021-01-01') })}`,
  ],
  [
    LOG,
    'fail',
    'the older object of a namespace is about traces',
    `${M}${telemetry('{ tracing: [{ disableSpanReporting: true }] }', { ...ROOT, name: 'b', more: created('2020-01-01') })}${telemetry(ENVOY, { ...ROOT, name: 'a', more: created('2021-01-01') })}`,
  ],
  [
    LOG,
    'fail',
    'a workload without its log',
    `${M}${telemetry(ENVOY, ROOT)}${telemetry('{ selector: { matchLabels: { app: w } }, accessLogging: [{ disabled: true }] }')}`,
  ],
];

const gatewayApi = (className: string, listeners: string, place: Place) =>
  object(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    `{ gatewayClassName: ${className}, listeners: ${listeners} }`,
    place,
  );
const hbone = (from: string) => `[{ name: mesh, port: 15008, protocol: HBONE${from} }]`;
const AMBIENT = ', istio.io/dataplane-mode: ambient';
const ELSEWHERE = `${M}${namespaceOf('shop', `${AMBIENT}, istio.io/use-waypoint: wp, istio.io/use-waypoint-namespace: infra`)}${namespaceOf('infra')}`;
const WAYPOINT = 'istio/waypoint-missing';
const IDLE = 'istio/policy-selects-nothing';
const denyAt = (group: string, kind: string, name: string, more = '') =>
  authorize(
    `{ targetRefs: [{ group: '${group}', kind: ${kind}, name: ${name}${more} }], action: DENY, rules: [{}] }`,
  );
const DB = object('v1', 'Service', '{ ports: [{ port: 80 }], selector: { app: db } }', {
  namespace: 'other',
  name: 'db',
});

const targets: readonly Row[] = [
  [
    WAYPOINT,
    'unknown',
    'a Gateway of another class',
    `${M}${namespaceOf('shop', `${AMBIENT}, istio.io/use-waypoint: wp`)}${gatewayApi('nginx', '[{ name: h, port: 80, protocol: HTTP }]', { name: 'wp' })}`,
  ],
  [
    WAYPOINT,
    'fail',
    'a waypoint that admits its own namespace alone',
    `${ELSEWHERE}${gatewayApi('istio-waypoint', hbone(''), { namespace: 'infra', name: 'wp' })}`,
  ],
  [
    WAYPOINT,
    'unknown',
    'a waypoint that admits some namespaces',
    `${ELSEWHERE}${gatewayApi('istio-waypoint', hbone(', allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { a: b } } } }'), { namespace: 'infra', name: 'wp' })}`,
  ],
  [
    WAYPOINT,
    'pass',
    'a waypoint that admits every namespace',
    `${ELSEWHERE}${gatewayApi('istio-waypoint', hbone(', allowedRoutes: { namespaces: { from: All } }'), { namespace: 'infra', name: 'wp' })}`,
  ],
  [
    WAYPOINT,
    'fail',
    'a policy of a ServiceEntry without a waypoint',
    `${M}${namespaceOf('shop', AMBIENT)}${object('networking.istio.io/v1', 'ServiceEntry', '{ hosts: [a.example], ports: [{ number: 443, name: tls, protocol: TLS }], resolution: DNS }', { name: 'ext' })}${denyAt('networking.istio.io', 'ServiceEntry', 'ext')}`,
  ],
  [
    IDLE,
    'fail',
    'a GatewayClass outside the root namespace',
    `${M}${denyAt('gateway.networking.k8s.io', 'GatewayClass', 'istio-waypoint')}`,
  ],
  [
    IDLE,
    'fail',
    'a Service of another namespace',
    `${M}${DB}${denyAt('', 'Service', 'db', ', namespace: other')}`,
  ],
  [
    IDLE,
    'fail',
    'a Service in another API group',
    `${M}${DB.replace('namespace: other', 'namespace: shop')}${denyAt('apps', 'Service', 'db')}`,
  ],
  [
    IDLE,
    'fail',
    'a Gateway of another namespace',
    `${M}${gatewayApi('istio', '[{ name: h, port: 80, protocol: HTTP }]', { namespace: 'other', name: 'gw' })}${denyAt('gateway.networking.k8s.io', 'Gateway', 'gw', ', namespace: other')}`,
  ],
];

const INGRESS = `---
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: edge, name: gw }
spec:
  replicas: 2
  selector: { matchLabels: { istio: ingress } }
  template:
    metadata: { labels: { istio: ingress, gateway.networking.k8s.io/gateway-name: gw } }
    spec: { containers: [{ name: istio-proxy, image: 'docker.io/istio/proxyv2:1.31.0', args: [proxy, router] }] }
---
apiVersion: v1
kind: Service
metadata: { namespace: edge, name: gw }
spec: { type: LoadBalancer, selector: { istio: ingress }, ports: [{ name: http, port: 80 }, { name: https, port: 443 }] }
`;
const OPEN = 'allowedRoutes: { namespaces: { from: All } }';
const TWO = `${M}${INGRESS}${gatewayApi('istio', `[{ name: http, port: 80, protocol: HTTP, hostname: a.example, ${OPEN} }, { name: https, port: 443, protocol: HTTPS, hostname: a.example, tls: { certificateRefs: [{ name: c }] }, ${OPEN} }]`, { namespace: 'edge', name: 'gw' })}`;
const httpRoute = (name: string, section: string, rules: string, host = 'a.example') =>
  object(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    `{ parentRefs: [{ name: gw, namespace: edge${section} }], hostnames: [${host}], rules: ${rules} }`,
    { name },
  );
const FORWARD = '[{ backendRefs: [{ name: web, port: 80 }] }]';
const REDIRECT = '[{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }]';
const classic = (host: string) =>
  `${M}${INGRESS}${object('networking.istio.io/v1', 'Gateway', `{ selector: { istio: ingress }, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: [${host}] }, { port: { number: 443, name: https, protocol: HTTPS }, tls: { mode: SIMPLE, credentialName: c }, hosts: [a.example] }] }`, { namespace: 'edge', name: 'g' })}`;
const virtualService = (http: string) =>
  object(
    'networking.istio.io/v1',
    'VirtualService',
    `{ hosts: [a.example], gateways: [edge/g], http: ${http} }`,
    { name: 'v' },
  );
const ROUTE = 'route: [{ destination: { host: web } }]';
const PLAIN = 'istio/gateway-plaintext';
const selectorOf = (selector: string) =>
  `${M}${INGRESS}${gatewayApi('istio', `[{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: ${selector} } } }]`, { namespace: 'edge', name: 'gw' })}`;

const edges: readonly Row[] = [
  [
    PLAIN,
    'pass',
    'a redirect at the HTTP listener, and the application at the other',
    `${TWO}${httpRoute('r', ', sectionName: http', REDIRECT)}${httpRoute('f', ', sectionName: https', FORWARD)}`,
  ],
  [PLAIN, 'fail', 'the application at every listener', `${TWO}${httpRoute('f', '', FORWARD)}`],
  [PLAIN, 'pass', 'a route of another host', `${TWO}${httpRoute('f', '', FORWARD, 'b.example')}`],
  [
    PLAIN,
    'pass',
    'a VirtualService of another host',
    `${classic('b.example')}${virtualService(`[{ ${ROUTE} }]`)}`,
  ],
  [
    PLAIN,
    'pass',
    'a VirtualService that redirects port 80',
    `${classic('a.example')}${virtualService(`[{ match: [{ port: 80 }], redirect: { scheme: https } }, { ${ROUTE} }]`)}`,
  ],
  [
    PLAIN,
    'fail',
    'a VirtualService that redirects one path of port 80',
    `${classic('a.example')}${virtualService(`[{ match: [{ port: 80, uri: { exact: /x } }], redirect: { scheme: https } }, { ${ROUTE} }]`)}`,
  ],
  [
    PLAIN,
    'fail',
    'a VirtualService that redirects after it forwards',
    `${classic('a.example')}${virtualService(`[{ match: [{ port: 80 }], ${ROUTE} }, { match: [{ port: 80 }], redirect: { scheme: https } }]`)}`,
  ],
  [
    PLAIN,
    'pass',
    'a VirtualService for port 443',
    `${classic('a.example')}${virtualService(`[{ match: [{ port: 443 }], ${ROUTE} }]`)}`,
  ],
  [
    PLAIN,
    'fail',
    'a delegate',
    `${classic('a.example')}${virtualService('[{ delegate: { name: d, namespace: shop } }]')}${object('networking.istio.io/v1', 'VirtualService', `{ http: [{ ${ROUTE} }] }`, { name: 'd' })}`,
  ],
  [
    'istio/gateway-wildcard-host',
    'pass',
    'namespaces by label',
    selectorOf('{ matchLabels: { kubernetes.io/metadata.name: shop } }'),
  ],
  ['istio/gateway-wildcard-host', 'fail', 'an empty selector', selectorOf('{}')],
  [
    'istio/capture-removable',
    'fail',
    'the group of the proxy',
    `${M.replace("image: 'x/y:1' }", "image: 'x/y:1', securityContext: { runAsGroup: 1337 } }")}${namespaceOf('shop', ', istio-injection: enabled')}`,
  ],
];

const VELERO = (namespace: string) => `---
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: ${namespace}, name: velero }
spec:
  selector: { matchLabels: { app: velero } }
  template:
    metadata: { labels: { app: velero } }
    spec: { containers: [{ name: velero, image: 'velero/velero:v1.18.0', args: [server] }] }
`;
const EMISSARY = `---
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: emissary, name: emissary-ingress }
spec:
  selector: { matchLabels: { app: emissary } }
  template:
    metadata: { labels: { app: emissary } }
    spec: { containers: [{ name: ambassador, image: 'docker.io/emissaryingress/emissary:4.1.0' }] }
`;

const addons: readonly (readonly [name: string, why: string, objects: string, expected: Expected])[] = [
  [
    'a look-alike of Velero with a Schedule',
    'A Schedule in its namespace backs up nothing for another installation.',
    `${VELERO('velero')}${VELERO('evil')}${object('velero.io/v1', 'Schedule', '{ schedule: "@daily" }', { namespace: 'evil' })}`,
    { check: 'addons/velero-schedule-missing', verdict: 'fail', object: 'Deployment velero/velero' },
  ],
  [
    "a Module of Emissary in a tenant's namespace",
    'It is not that of the installation, whose default depends on the release.',
    `${EMISSARY}---
apiVersion: getambassador.io/v3alpha1
kind: Module
metadata: { namespace: evil, name: ambassador }
spec: { config: { diagnostics: { enabled: false } } }
`,
    {
      check: 'envoy/diagnostics-exposed',
      verdict: 'unknown',
      object: 'Deployment emissary/emissary-ingress',
    },
  ],
];

const WHY =
  'What has no effect on a request satisfies no check, and a route counts only at the servers that it binds to.';

const attempts: readonly Attempt[] = [
  ...[...policies, ...outbound, ...logs, ...targets, ...edges].map(
    ([check, verdict, name, objects]): Attempt => ({
      name: `mesh-reach/${check}: ${name}`,
      player: 'administrator',
      why: WHY,
      objects,
      // The namespace of the base cluster has policies of its own.
      ...(check === EGRESS && { without: ['NetworkPolicy shop/*'] }),
      expect: [{ check, verdict }],
    }),
  ),
  ...capture.map(([name, objects, severity]): Attempt => ({
    name: `mesh-reach/${CAPTURE}: ${name}`,
    player: 'administrator',
    why: 'Traffic to these destinations does not pass the sidecar.',
    objects,
    expect: [{ check: CAPTURE, verdict: 'fail', severity }],
  })),
  ...addons.map(([name, why, objects, expected]): Attempt => ({
    name: `mesh-reach/${name}`,
    player: 'administrator',
    why,
    objects,
    expect: [expected],
  })),
];

export default attempts;
