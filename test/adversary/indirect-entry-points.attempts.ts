import type { Attempt, Expected } from './attempt.ts';
import { customObject } from './custom-object.ts';

/** Indirect entry points to a dashboard and to etcd, and look-alikes that lead elsewhere. */
const BOARD = 'exposure/dashboard-exposed';
const ETCD = 'etcd/exposed';
const POD = '10.244.1.77';
const CLUSTER_IP = '10.96.77.7';

const pod = (containers: string, { spec = '', ip = POD } = {}) => `
apiVersion: v1
kind: Pod
metadata: { name: d, namespace: board, uid: d-1, labels: { app: d } }
spec: { nodeName: worker-1, ${spec} containers: [${containers}] }
status: { phase: Running, podIP: '${ip}', podIPs: [{ ip: '${ip}' }], conditions: [{ type: Ready, status: 'True' }] }
---`;
const GRAFANA = "{ name: g, image: 'grafana/grafana:12.1.0', ports: [{ containerPort: 3000 }] }";
const PROMETHEUS =
  "{ name: p, image: 'prom/prometheus:v3.5.0', args: ['--web.listen-address=127.0.0.1:9090'] }";
const UI = "{ name: ui, image: 'kubernetesui/dashboard:v2.7.0', ports: [{ containerPort: 8443 }] }";

interface ServiceInput {
  name?: string;
  namespace?: string;
  type?: string;
  ports?: string;
  more?: string;
  annotations?: string;
  status?: string;
}
const service = ({
  name = 'd',
  namespace = 'board',
  type = 'ClusterIP',
  ports = '{ port: 80, targetPort: 3000 }',
  more = `selector: { app: d }, clusterIP: ${CLUSTER_IP}`,
  annotations = '',
  status = type === 'LoadBalancer' ? '{ ip: 203.0.113.6 }' : '',
}: ServiceInput = {}) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace}, annotations: {${annotations}} }
spec: { type: ${type}, ports: [${ports}]${more && `, ${more}`} }
status: { loadBalancer: { ingress: [${status}] } }
---`;
const balancer = (ports: string) => service({ type: 'LoadBalancer', ports });
const slice = (address: string, type = 'IPv4', port = 3000) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: e-1, namespace: shop, labels: { kubernetes.io/service-name: e } }
addressType: ${type}
endpoints: [{ addresses: ['${address}'] }]
ports: [{ name: '', port: ${port} }]
---`;
const outer = (type = 'ClusterIP', more = 'clusterIP: 10.96.77.8') =>
  service({ name: 'e', namespace: 'shop', type, more });
const external = (to: string) =>
  service({ name: 'e', namespace: 'shop', type: 'ExternalName', more: `externalName: ${to}` });
const ingress = ({
  to = 'e',
  namespace = 'shop',
  port = 'number: 80',
  name = 'nginx',
  annotations = '',
} = {}) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: i, namespace: ${namespace}, annotations: {${annotations}} }
spec: { ingressClassName: ${name}, rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${to}, port: { ${port} } } } }] } }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.20 }] } }
---`;
const custom = (apiVersion: string, kind: string, spec: string, more = '', name = 'r', namespace = 'shop') =>
  customObject({ apiVersion, kind, namespace, name, spec, more });
const gateway = (address = '203.0.113.12', name = 'gw') =>
  custom(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    '{ gatewayClassName: c, listeners: [{ name: web, port: 443, protocol: HTTPS }] }',
    `status: { addresses: [{ type: IPAddress, value: '${address}' }] }`,
    name,
  );
const answer = (parent: string, conditions: string) =>
  `{ controllerName: x/y, parentRef: { name: ${parent} }, conditions: [${conditions}] }`;
const route = (backend: string, { parents = '{ name: gw }', status = '' } = {}) =>
  custom(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    `{ parentRefs: [${parents}], rules: [{ backendRefs: [${backend}] }] }`,
    status && `status: { parents: [${status}] }`,
  );
const TO_BOARD = '{ name: d, namespace: board, port: 80 }';
const YES = "{ type: Accepted, status: 'True' }";
const NO = "{ type: Accepted, status: 'False' }";
const FORBIDDEN = "{ type: ResolvedRefs, status: 'False', reason: RefNotPermitted }";
const mesh = (host: string) =>
  custom(
    'networking.istio.io/v1',
    'Gateway',
    "{ selector: { istio: x }, servers: [{ port: { number: 443, name: h, protocol: HTTPS }, hosts: ['*'] }] }",
    '',
    'ig',
  ) +
  custom(
    'networking.istio.io/v1',
    'VirtualService',
    `{ hosts: [d.example.com], gateways: [ig], http: [{ route: [{ destination: { host: ${host} } }] }] }`,
  );
const entry = (host: string) =>
  custom('networking.istio.io/v1', 'ServiceEntry', `{ hosts: [${host}], endpoints: [{ address: ${POD} }] }`);
const iclass = (name: string, controller: string) => `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: ${name} }
spec: { controller: ${controller} }
---`;
const node = (providerID: string, address = '') => `
apiVersion: v1
kind: Node
metadata: { name: c-1, labels: { kubernetes.io/os: linux } }
spec: { providerID: '${providerID}' }
status: { addresses: [{ type: InternalIP, address: 10.0.0.5 }${address && `, { type: ExternalIP, address: ${address} }`}], conditions: [{ type: Ready, status: 'True' }], nodeInfo: { kubeletVersion: v1.37.0 } }
---`;
const grafana = pod(GRAFANA) + service();
const dashboard = pod(UI) + service({ ports: '{ port: 80, targetPort: 8443 }' });
const guarded = (annotations: string, more: Parameters<typeof ingress>[0] = {}) =>
  dashboard + ingress({ to: 'd', namespace: 'board', annotations, ...more });
const balanced = (providerID: string, hostname: string, annotations = '') =>
  pod(UI) +
  node(providerID) +
  service({
    type: 'LoadBalancer',
    ports: '{ port: 80, targetPort: 8443 }',
    annotations,
    status: `{ hostname: ${hostname} }`,
  });

type Row = readonly [
  name: string,
  verdict: Expected['verdict'] | `fail ${NonNullable<Expected['severity']>}`,
  why: string,
  objects: string,
  more?: Partial<Attempt>,
];

const NGINX = 'nginx.ingress.kubernetes.io/';
const AWS = 'service.beta.kubernetes.io/aws-load-balancer';

const board: readonly Row[] = [
  [
    "Tekton's image as ko names it",
    'fail critical',
    'The project releases it.',
    pod(
      "{ name: t, image: 'ghcr.io/tektoncd/dashboard/dashboard-9623576a202fe86c8b7d1bc489905f86:v0.60.0', ports: [{ containerPort: 3000 }] }",
    ) + balancer('{ port: 80, targetPort: 3000 }'),
  ],
  [
    'slices refused, and an open Service with a selector',
    'unknown',
    'A user may have written a slice for it by hand.',
    grafana + outer('ClusterIP', 'selector: { app: mine }') + ingress(),
    { answers: { '/apis/discovery.k8s.io/v1/endpointslices': 403, '/api/v1/endpoints': 403 } },
  ],
  [
    'a slice to the ClusterIP',
    'fail',
    'Requests from all clients are forwarded.',
    grafana + outer() + slice(CLUSTER_IP) + ingress(),
  ],
  [
    'a load balancer with a slice to the ClusterIP',
    'fail',
    'Requests from all clients are forwarded.',
    grafana + outer('LoadBalancer') + slice(CLUSTER_IP),
  ],
  [
    'an ExternalName of the ClusterIP',
    'fail',
    'Proxies resolve it themselves.',
    grafana + external(CLUSTER_IP) + ingress(),
  ],
  [
    'a name of nip.io',
    'unknown',
    'It resolves to the address in it.',
    grafana + external(`${POD}.nip.io`) + ingress(),
  ],
  [
    'a slice of names',
    'unknown',
    'A proxy in front of it may follow them.',
    grafana + outer() + slice('d.board.svc.cluster.local', 'FQDN') + ingress(),
  ],
  ...['FD00:10:244::7', 'fd00:10:244:0:0:0:0:7', 'fd00:0010:0244::0007'].map((address): Row => [
    `an address spelled ${address}`,
    'fail',
    'It is the same address.',
    pod(GRAFANA, { ip: 'fd00:10:244::7' }) + outer('LoadBalancer') + slice(address, 'IPv6'),
  ]),
  [
    'an IPv4 address in IPv6',
    'fail',
    'It is the same address.',
    grafana + outer('LoadBalancer') + slice(`::ffff:${POD}`, 'IPv6'),
  ],
  ...[
    'group: gateway.envoyproxy.io, kind: Backend',
    'group: multicluster.x-k8s.io, kind: ServiceImport',
    'group: acme.io, kind: Up',
  ].map((kind): Row => [
    `a route to ${kind}`,
    'unknown',
    'The target of that is not evaluated.',
    grafana + gateway() + route(`{ ${kind}, name: b }`),
  ]),
  [
    'a route to a Hostname',
    'fail',
    'It is the name of the Service.',
    grafana +
      gateway() +
      route('{ group: networking.istio.io, kind: Hostname, name: d.board.svc.cluster.local, port: 80 }'),
  ],
  ...(
    [
      ['x', 'unknown', 'The target of that is not evaluated.'],
      ['api@internal', 'pass', 'It is Traefik itself.'],
    ] as const
  ).map(([name, verdict, why]): Row => [
    `a TraefikService ${name}`,
    verdict,
    why,
    grafana +
      custom(
        'traefik.io/v1alpha1',
        'IngressRoute',
        `{ routes: [{ match: 'Host(\`a\`)', kind: Rule, services: [{ kind: TraefikService, name: ${name} }] }] }`,
      ),
  ]),
  [
    'a VirtualService to a ServiceEntry',
    'unknown',
    'The content of the entry is not stored.',
    grafana + mesh('g.internal') + entry('g.internal'),
  ],
  [
    'a VirtualService to a Service with a ServiceEntry',
    'pass',
    'The host is that of a Service.',
    grafana +
      service({ name: 'web', namespace: 'shop', more: 'selector: { app: w }' }) +
      mesh('web') +
      entry('a.com'),
  ],
  ...[`${POD}:3000`, `http://${CLUSTER_IP}`].map((to): Row => [
    `a Mapping to ${to}`,
    'fail',
    'Emissary accepts addresses as well as names.',
    grafana +
      custom('getambassador.io/v3alpha1', 'Mapping', `{ hostname: '*', prefix: /, service: '${to}' }`),
  ]),
  [
    'a route that one of two gateways refuses, while the other reports no status',
    'fail medium',
    'The gateway without a status may have accepted it.',
    grafana +
      gateway() +
      gateway('10.0.0.99', 'in') +
      route(TO_BOARD, { parents: '{ name: gw }, { name: in }', status: answer('in', NO) }),
  ],
  [
    'a route that the public gateway refuses',
    'fail low',
    'It is reachable by the one that accepted it.',
    grafana +
      gateway() +
      gateway('10.0.0.99', 'in') +
      route(TO_BOARD, {
        parents: '{ name: gw }, { name: in }',
        status: `${answer('gw', NO)}, ${answer('in', YES)}`,
      }),
  ],
  [
    'a route into a namespace that does not permit it',
    'pass',
    'The gateway forwards no requests there.',
    grafana + gateway() + route(TO_BOARD, { status: answer('gw', `${YES}, ${FORBIDDEN}`) }),
  ],
  [
    'a proxy that no other one includes',
    'pass',
    'Contour reports it.',
    grafana +
      custom(
        'projectcontour.io/v1',
        'HTTPProxy',
        '{ routes: [{ services: [{ name: d, port: 80 }] }] }',
        'status: { currentStatus: orphaned }',
        'child',
        'board',
      ),
  ],
  [
    'a login of nginx',
    'fail medium',
    'It is in front of the dashboard.',
    guarded(`${NGINX}auth-url: 'https://sso/'`),
  ],
  [
    'a login of nginx on a class of Traefik',
    'fail high',
    'Traefik does not read it.',
    iclass('own', 'traefik.io/ingress-controller') +
      guarded(`${NGINX}auth-url: 'https://sso/'`, { name: 'own' }),
  ],
  [
    'a list of nginx on a class of Traefik that was not collected',
    'fail high',
    'Traefik does not read it.',
    guarded(`${NGINX}whitelist-source-range: 198.51.100.0/24`, { name: 'traefik' }),
  ],
  [
    'a login of nginx on a class with a custom controller name',
    'fail medium',
    'ingress-nginx makes the name configurable.',
    iclass('own', 'k8s.io/private-nginx') + guarded(`${NGINX}auth-url: 'https://sso/'`, { name: 'own' }),
  ],
  [
    'a list of nginx that includes all addresses after 400 others',
    'fail high',
    'The complete list counts.',
    guarded(`${NGINX}whitelist-source-range: '${'198.51.100.7/32,'.repeat(400)}0.0.0.0/0'`),
  ],
  [
    'a long list of nginx',
    'fail medium',
    'The look-alike: no other address is admitted.',
    guarded(`${NGINX}whitelist-source-range: '${'198.51.100.7/32,'.repeat(400)}203.0.113.7/32'`),
  ],
  ['an empty login', 'fail high', 'It is not a valid one.', guarded(`${NGINX}auth-url: ''`)],
  ...['off', 'optional', 'optional_no_ca'].map((value): Row => [
    `certificates of clients: ${value}`,
    'fail high',
    'Clients without one get in.',
    guarded(`${NGINX}auth-tls-secret: a/b, ${NGINX}auth-tls-verify-client: '${value}'`),
  ]),
  [
    'an optional login',
    'fail high',
    'The load balancer forwards their requests.',
    guarded(
      'alb.ingress.kubernetes.io/auth-type: oidc, alb.ingress.kubernetes.io/auth-on-unauthenticated-request: allow',
      {
        name: 'alb',
      },
    ),
  ],
  [
    'a login or any address',
    'fail high',
    'One of both is enough.',
    guarded(
      `${NGINX}satisfy: any, ${NGINX}auth-url: 'https://sso/', ${NGINX}whitelist-source-range: 0.0.0.0/0`,
    ),
  ],
  [
    'node ports of an internal load balancer',
    'fail medium',
    'Nodes with public addresses still open them.',
    balanced('aws:///a/i-1', 'internal-a.eu-west-1.elb.amazonaws.com').replace(
      'port: 80,',
      'port: 80, nodePort: 30443,',
    ) + node('aws:///a/i-1', '203.0.113.55'),
  ],
  [
    'a name that begins like internal ones of AWS',
    'fail high',
    'Any client may request it in another way.',
    balanced('hcloud://1', 'internal-x.example.org'),
  ],
  [
    'the name localhost in a cloud',
    'fail medium',
    'Any client may request it.',
    balanced('hcloud://1', 'localhost'),
  ],
  [
    'two annotations of AWS that contradict each other',
    'fail high',
    'The scheme decides.',
    balanced(
      'aws:///a/i-1',
      'k8s-a-0123.elb.eu-west-1.amazonaws.com',
      `${AWS}-internal: 'true', ${AWS}-scheme: internet-facing`,
    ),
  ],
  [
    'the sidecar of Thanos',
    'unknown',
    'It declares the port; whether Prometheus was moved to this port, and the sidecar to another, is not known.',
    pod(
      "{ name: p, image: 'prom/prometheus:v3.5.0', ports: [{ containerPort: 9090 }] }, { name: t, image: 'quay.io/thanos/thanos:v0.39.0', ports: [{ name: grpc, containerPort: 10901 }] }",
    ) + balancer('{ port: 10901, targetPort: grpc }'),
  ],
  [
    'the receiver of Jaeger',
    'pass',
    'It receives data, and exposes none.',
    pod(
      "{ name: j, image: 'jaegertracing/all-in-one:1.70.0', ports: [{ containerPort: 16686 }, { containerPort: 4317 }] }",
    ) + balancer('{ port: 4317 }'),
  ],
  [
    'an application with Grafana in its pod',
    'unknown',
    'The application declares the port, and declarations are free text.',
    pod(`{ name: a, image: 'acme/app:1', ports: [{ containerPort: 8080 }] }, ${GRAFANA}`) +
      balancer('{ port: 8080 }'),
  ],
  [
    'Grafana that was moved to a port which another container declares',
    'unknown',
    'The declared ports of a pod exclude none of its containers.',
    pod(
      "{ name: a, image: 'acme/pause:1', ports: [{ containerPort: 8080 }] }, { name: g, image: 'grafana/grafana:12.1.0', env: [{ name: GF_SERVER_HTTP_PORT, value: '8080' }], ports: [{ containerPort: 3000 }] }",
    ) + balancer('{ port: 8080 }'),
  ],
  [
    'both ports of an application with Grafana in its pod',
    'fail medium',
    'One of them is that of Grafana.',
    pod(`{ name: a, image: 'acme/app:1', ports: [{ containerPort: 8080 }] }, ${GRAFANA}`) +
      balancer('{ name: a, port: 8080 }, { name: b, port: 3000 }'),
  ],
  [
    'an argument about the loopback interface that Grafana does not read',
    'fail medium',
    'Only a flag that is known for its own program closes it.',
    pod(
      "{ name: g, image: 'grafana/grafana:12.1.0', args: ['--our-listen-address=127.0.0.1'], ports: [{ containerPort: 3000 }] }",
    ) + balancer('{ port: 3000 }'),
  ],
  [
    'a flag that a shell swallows',
    'fail medium',
    'The text after the script is no argument of the program.',
    pod(
      "{ name: p, image: 'prom/prometheus:v3.5.0', command: [/bin/sh, -c, prometheus, '--web.listen-address=127.0.0.1:9090'], ports: [{ containerPort: 9090 }] }",
    ) + balancer('{ port: 9090 }'),
  ],
  [
    'a proxy in the pod of Grafana',
    'fail medium',
    'It forwards requests.',
    pod(`{ name: a, image: 'nginx:1.29', ports: [{ containerPort: 8080 }] }, ${GRAFANA}`) +
      balancer('{ port: 8080 }'),
  ],
  [
    'metrics of Argo CD',
    'pass',
    'They are no interface.',
    pod(
      "{ name: argocd-server, image: 'quay.io/argoproj/argocd:v3.1.0', args: [/usr/local/bin/argocd-server], ports: [{ containerPort: 8080 }, { containerPort: 8083 }] }",
    ) + balancer('{ port: 8083 }'),
  ],
  [
    'a host port on the loopback interface',
    'pass',
    'It is reachable from the node only.',
    pod(
      "{ name: g, image: 'grafana/grafana:12.1.0', ports: [{ containerPort: 3000, hostPort: 3000, hostIP: 127.0.0.1 }] }",
    ),
  ],
  [
    'a Prometheus that listens for its pod only',
    'pass',
    'It is not reachable from other pods.',
    pod(PROMETHEUS) + balancer('{ port: 9090 }'),
  ],
  [
    'a Prometheus for its node only',
    'pass',
    'It is not reachable from other nodes.',
    pod(PROMETHEUS, { spec: 'hostNetwork: true,' }),
  ],
  [
    'a login next to a Prometheus that listens for its pod only',
    'fail low',
    'It requires a login, and forwards requests.',
    pod(
      `${PROMETHEUS}, { name: o, image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.12.0', ports: [{ containerPort: 4180 }] }`,
    ) + balancer('{ port: 4180 }'),
  ],
  [
    'the insecure port of the Kubernetes Dashboard for its node only',
    'fail',
    'The other one is open.',
    pod("{ name: ui, image: 'kubernetesui/dashboard:v2.7.0', args: [--insecure-bind-address=127.0.0.1] }") +
      balancer('{ port: 8443 }'),
  ],
  [
    'Argo CD without its login',
    'fail critical',
    'It manages clusters.',
    pod(
      "{ name: argocd-server, image: 'quay.io/argoproj/argocd:v3.1.0', args: [/usr/local/bin/argocd-server, --disable-auth] }",
    ) + balancer('{ port: 8080 }'),
  ],
  [
    'Argo CD with the switch set to no',
    'fail high',
    'Its login is on.',
    pod(
      "{ name: argocd-server, image: 'quay.io/argoproj/argocd:v3.1.0', args: [/usr/local/bin/argocd-server, --disable-auth=false] }",
    ) + balancer('{ port: 8080 }'),
  ],
  [
    'Argo Workflows without its login',
    'fail critical',
    'It runs commands of its clients.',
    pod("{ name: a, image: 'quay.io/argoproj/argocli:v3.7.0', args: [server, --auth-mode, server] }") +
      balancer('{ port: 2746 }'),
  ],
  ...(
    [
      ["tailscale.com/expose: 'true'", 'fail low'],
      [`cloud.google.com/neg: '{"exposed_ports":{"80":{}}}'`, 'fail low'],
      [`cloud.google.com/neg: '{"ingress":true}'`, 'pass'],
    ] as const
  ).map(([annotations, verdict]): Row => [
    `the annotation ${annotations}`,
    verdict,
    'The result depends on whether another object exposes the Service.',
    pod(GRAFANA) + service({ annotations }),
  ]),
  ...(
    [
      ['{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"d","servicePort":80}]}}', 'fail'],
      ['{"type":"forward","targetGroupARN":"arn:aws:x"}', 'unknown'],
      ['{"type":"redirect","redirectConfig":{"port":"443"}}', 'pass'],
    ] as const
  ).map(([action, verdict]): Row => [
    `the action ${action}`,
    verdict,
    'The action contains the target of the Ingress.',
    grafana +
      ingress({
        to: 'fwd',
        namespace: 'board',
        port: 'name: use-annotation',
        name: 'alb',
        annotations: `alb.ingress.kubernetes.io/actions.fwd: '${action}'`,
      }),
  ]),
];

const etcdService = (port: number, type = 'LoadBalancer') =>
  service({
    name: 'x',
    namespace: 'kube-system',
    type,
    ports: `{ port: ${port} }`,
    more: 'selector: { tier: control-plane }, clusterIP: 10.96.50.50',
  });

const etcd: readonly Row[] = [
  ['a Service of the control plane at 6443', 'pass', 'etcd does not listen there.', etcdService(6443)],
  [
    'a Service of the control plane at 2381',
    'pass',
    'Metrics are on the loopback interface.',
    etcdService(2381),
  ],
  ['a Service of the control plane at 2379', 'fail', 'etcd listens there.', etcdService(2379)],
  [
    'a slice to the ClusterIP of a Service of etcd',
    'fail',
    'Requests from all clients are forwarded.',
    etcdService(2379, 'ClusterIP') + outer() + slice('10.96.50.50', 'IPv4', 2379) + ingress(),
  ],
  [
    'slices refused, and an open Service with a selector',
    'unknown',
    'A user may have written a slice for it by hand.',
    outer('LoadBalancer', 'selector: { app: mine }'),
    { answers: { '/apis/discovery.k8s.io/v1/endpointslices': 403, '/api/v1/endpoints': 403 } },
  ],
  [
    'a VirtualService to a ServiceEntry',
    'unknown',
    'Its content is not stored.',
    mesh('e.internal') + entry('e.internal'),
  ],
];

const attempt =
  (check: string) =>
  ([name, wanted, why, objects, more = {}]: Row): Attempt => {
    const [verdict, severity] = String(wanted).split(' ') as [Expected['verdict'], Expected['severity']];
    return {
      name: `${check}, indirect: ${name}`,
      player: 'tenant',
      why,
      objects,
      expect: [{ check, verdict, ...(severity && { severity }) }],
      ...more,
    };
  };

const attempts: readonly Attempt[] = [...board.map(attempt(BOARD)), ...etcd.map(attempt(ETCD))];

export default attempts;
