import type { Attempt, Expected } from './attempt.ts';
import { customObject } from './custom-object.ts';

const ETCD = 'etcd/exposed';
const BOARD = 'exposure/dashboard-exposed';
const CLAIMS = 'network/service-external-ips';
const ENVOY = 'envoy/admin-exposed';

const CP = '10.210.3.11';
const WORKER = '10.210.3.51';
const SLICES = '/apis/discovery.k8s.io/v1/*';

interface ServiceInput {
  name?: string;
  namespace?: string;
  type?: string;
  more?: string;
  port?: string;
  status?: string;
}
const service = ({
  name = 'e',
  namespace = 'shop',
  type = 'LoadBalancer',
  more = '',
  port = '{ port: 2379 }',
  status = type === 'LoadBalancer' ? '{ ip: 203.0.113.6 }' : '',
}: ServiceInput = {}) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { type: ${type}, ports: [${port}]${more && `, ${more}`} }
status: { loadBalancer: { ingress: [${status}] } }
---`;
const slice = (
  address: string,
  port = '{ port: 2379 }',
  { name = 'e', namespace = 'shop', label = '' } = {},
) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: ${name}-1, namespace: ${namespace}, labels: { kubernetes.io/service-name: ${name}${label} } }
addressType: IPv4
endpoints: [{ addresses: ['${address}'] }]
ports: [${port}]
---`;
const endpoints = (address: string, port = 2379, labels = '') => `
apiVersion: v1
kind: Endpoints
metadata: { name: e, namespace: shop, labels: {${labels}} }
subsets: [{ addresses: [{ ip: ${address} }], ports: [{ port: ${port} }] }]
---`;
const IMAGE = 'docker.io/kubernetesui/dashboard:v2.7.0';
const boardPod = (
  spec = '',
  { image = IMAGE, ports = 'ports: [{ containerPort: 8443 }]', args = '' } = {},
) => `
apiVersion: v1
kind: Namespace
metadata: { name: board, labels: { kubernetes.io/metadata.name: board } }
---
apiVersion: v1
kind: Pod
metadata: { name: d, namespace: board, uid: d-1, labels: { app: d } }
spec: { nodeName: worker-1, ${spec} containers: [{ name: d, image: '${image}'${args && `, args: [${args}]`}${ports && `, ${ports}`} }] }
status: { phase: Running, podIP: ${spec === '' ? '10.244.1.77' : WORKER}, hostIP: ${WORKER}, conditions: [{ type: Ready, status: 'True' }] }
---`;
const POD = '10.244.1.77';
const WEB = '{ port: 8443 }';
/** A Service of type ClusterIP in front of the dashboard. */
const inner = (type = 'ClusterIP', more = 'selector: { app: d }, clusterIP: 10.96.9.9') =>
  service({ name: 'd', namespace: 'board', type, port: WEB, more });
const external = (name: string, to: string, namespace = 'shop') => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { type: ExternalName, externalName: ${to} }
---`;
const ingress = (backend: string, namespace = 'shop') => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: i, namespace: ${namespace} }
spec: { rules: [{ host: d.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${backend}, port: { number: 8443 } } } }] } }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.20 }] } }
---`;
const custom = (
  apiVersion: string,
  kind: string,
  spec: string,
  status = '',
  name = 'r',
  namespace = 'board',
) => customObject({ apiVersion, kind, namespace, name, spec, more: status && `status: ${status}` });
/** As the AWS Load Balancer Controller creates it for a Service or an Ingress. */
const targetGroup = (of: 'Service' | 'Ingress', name: string) => `
apiVersion: elbv2.k8s.aws/v1beta1
kind: TargetGroupBinding
metadata: { name: k8s-d, namespace: board, labels: { ${of.toLowerCase()}.k8s.aws/stack-name: ${name}, ${of.toLowerCase()}.k8s.aws/stack-namespace: board } }
spec: { serviceRef: { name: ${name}, port: 8443 }, targetType: ip }
---`;
const gateway = (name = 'gw', listener = '{ name: web, port: 443, protocol: HTTPS }') =>
  custom(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    `{ gatewayClassName: c, listeners: [${listener}] }`,
    "{ addresses: [{ type: IPAddress, value: '203.0.113.12' }] }",
    name,
  );
const gatewayRoute = (kind: string, parent = '{ name: gw }', status = '', version = 'v1') =>
  custom(
    `gateway.networking.k8s.io/${version}`,
    kind,
    `{ parentRefs: [${parent}], rules: [{ backendRefs: [{ name: d, port: 8443 }] }] }`,
    status,
  );

type Verdicts = Expected['verdict'];
type Row = readonly [name: string, verdict: Verdicts, why: string, objects: string, more?: Partial<Attempt>];

const attempt =
  (check: string, player: Attempt['player'] = 'tenant') =>
  ([name, verdict, why, objects, more = {}]: Row): Attempt => ({
    name: `${check}: ${name}`,
    player,
    why,
    objects,
    expect: [{ check, verdict }],
    ...more,
  });

const etcd: readonly Row[] = [
  [
    'a slice with the node of etcd',
    'fail',
    'The load balancer exposes etcd to unauthenticated users.',
    service() + slice(CP),
  ],
  [
    'a NodePort with such a slice',
    'fail',
    'Every node opens a port that leads to etcd.',
    service({ type: 'NodePort', port: '{ port: 2379, nodePort: 32379 }' }) + slice(CP),
  ],
  [
    'externalIPs with such a slice',
    'fail',
    'Every node accepts traffic for the address.',
    service({ type: 'ClusterIP', more: "externalIPs: ['203.0.113.9']" }) + slice(CP),
  ],
  [
    'the port of the peers',
    'fail',
    'Members use this port.',
    service({ port: '{ port: 2380 }' }) + slice(CP, '{ port: 2380 }'),
  ],
  [
    'a port of the Service that is another one',
    'fail',
    'The slice decides about the port of the target.',
    service({ port: '{ port: 443 }' }) + slice(CP),
  ],
  [
    'a slice with the label of the controller',
    'fail',
    'Any user can set that label; a Service without a selector has no controller.',
    service() +
      slice(CP, '{ port: 2379 }', {
        label: ', endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io',
      }),
  ],
  [
    'a slice in addition to those of a selector',
    'fail',
    'kube-proxy uses all slices of a Service.',
    service({ more: 'selector: { app: web }' }) + slice(CP),
  ],
  ['only Endpoints', 'fail', 'Slices are created from them.', service() + endpoints(CP)],
  [
    'a TCPRoute to such a Service',
    'fail',
    'The gateway exposes it to unauthenticated users.',
    service({ type: 'ClusterIP', namespace: 'board' }) +
      slice(CP, undefined, { namespace: 'board' }) +
      boardPod() +
      gateway('gw', '{ name: t, port: 2379, protocol: TCP }') +
      custom(
        'gateway.networking.k8s.io/v1alpha2',
        'TCPRoute',
        '{ parentRefs: [{ name: gw }], rules: [{ backendRefs: [{ name: e, port: 2379 }] }] }',
      ),
  ],
  [
    'an Ingress by two ExternalNames',
    'fail',
    'Names that lead to names lead where the last does.',
    service({ name: 'c', type: 'ClusterIP' }) +
      slice(CP, undefined, { name: 'c' }) +
      external('a', 'b.shop.svc.cluster.local') +
      external('b', 'C.shop.svc') +
      ingress('a'),
  ],
  [
    'slices refused',
    'unknown',
    'The endpoints of the Service were not collected.',
    service(),
    { answers: { [SLICES]: 403 } },
  ],
  [
    'slices empty',
    'unknown',
    'The slice of the API servers would be among them.',
    service() + slice(CP),
    { answers: { '/apis/discovery.k8s.io/v1/endpointslices': 'empty' } },
  ],
  [
    'slices failing',
    'unknown',
    'The endpoints of the Service were not collected.',
    service(),
    { answers: { [SLICES]: 500 } },
  ],
  [
    'slices refused, and a selector',
    'unknown',
    'A user may have added a slice.',
    service({ more: 'selector: { app: web }' }),
    { answers: { [SLICES]: 403 } },
  ],
  [
    'a slice without a port',
    'unknown',
    'The port that it refers to is not known.',
    service() + slice(CP, '{ }'),
  ],
  // Look-alikes.
  ['a slice with another node', 'pass', 'No etcd runs on the worker.', service() + slice(WORKER)],
  [
    'a slice with another port of that node',
    'pass',
    'That is the API server.',
    service({ port: '{ port: 443 }' }) + slice(CP, '{ port: 6443 }'),
  ],
  [
    'a Service inside the cluster',
    'pass',
    'Monitoring uses one like it; it is not reachable from outside.',
    service({ type: 'ClusterIP' }) + slice(CP),
  ],
  [
    'a headless one',
    'pass',
    'Its addresses are only in DNS, whatever externalIPs it has.',
    service({ type: 'ClusterIP', more: "clusterIP: None, externalIPs: ['203.0.113.9']" }) + slice(CP),
  ],
  [
    'a port of another name',
    'pass',
    'A port of a Service maps to the port of the slice with its name.',
    service({ port: '{ name: web, port: 80 }' }) + slice(CP, '{ name: db, port: 2379 }'),
  ],
  [
    'an ExternalName to itself',
    'pass',
    'A loop leads to no backend.',
    external('a', 'a.shop.svc.cluster.local') + ingress('a'),
  ],
  [
    'slices refused, and no published Service',
    'pass',
    'A Service without an outside address needs no slices.',
    service({ type: 'ClusterIP' }),
    { answers: { [SLICES]: 403 } },
  ],
  [
    'Endpoints that are not mirrored',
    'pass',
    'kube-proxy reads slices, and the Endpoints disable mirroring.',
    service() + endpoints(CP, 2379, "endpointslice.kubernetes.io/skip-mirror: 'true'"),
  ],
];

const board: readonly Row[] = [
  [
    'the address of its pod',
    'fail',
    'The load balancer leads to the pod, by whatever object.',
    boardPod() + service({ port: WEB }) + slice(POD, WEB),
  ],
  [
    'in its own namespace',
    'fail',
    'The same.',
    boardPod() + service({ port: WEB, namespace: 'board' }) + slice(POD, WEB, { namespace: 'board' }),
  ],
  [
    'slices refused',
    'unknown',
    'The endpoints of the Service were not collected.',
    boardPod() + service({ port: WEB }),
    { answers: { [SLICES]: 403 } },
  ],
  [
    'an Ingress by an ExternalName',
    'fail',
    'The controller resolves the name.',
    boardPod() + inner() + external('x', 'd.board.svc.cluster.local') + ingress('x'),
  ],
  [
    'an Ingress by an ExternalName without domain',
    'fail',
    'The controller resolves the name.',
    boardPod() + inner() + external('x', 'd.board.svc') + ingress('x'),
  ],
  [
    'an Ingress by three',
    'fail',
    'Names lead to names.',
    boardPod() +
      inner() +
      external('x', 'y.shop.svc') +
      external('y', 'z.shop.svc.cluster.local.') +
      external('z', 'd.board.svc') +
      ingress('x'),
  ],
  [
    'an Ingress by an ExternalName that is its address',
    'fail',
    'Kubernetes accepts digits as a name; the controller resolves it itself, and treats it as an address.',
    boardPod() + inner() + external('x', `'${POD}'`) + ingress('x'),
  ],
  [
    'an Ingress by the DNS name of its pod',
    'fail',
    'The name contains the address.',
    boardPod() + inner() + external('x', '10-244-1-77.board.pod.cluster.local') + ingress('x'),
  ],
  [
    'a loop with a further name',
    'pass',
    'The loop leads to no backend.',
    boardPod() + inner() + external('x', 'y.shop.svc') + external('y', 'x.shop.svc') + ingress('x'),
  ],
  [
    'an ExternalName to another host',
    'pass',
    'No object of the cluster has that name.',
    boardPod() + inner() + external('x', 'd.example.com') + ingress('x'),
  ],
  [
    'an ExternalName without a route to it',
    'pass',
    'A name alone publishes no Service.',
    boardPod() + inner() + external('x', 'd.board.svc'),
  ],
  [
    'the network of its node, without ports',
    'fail',
    'It listens on its port of the node, declared or not.',
    boardPod('hostNetwork: true,', { ports: '' }),
  ],
  [
    'the network of its node, on the loopback interface',
    'pass',
    'It is reachable from the node only.',
    boardPod('hostNetwork: true,', {
      ports: '',
      args: '--bind-address=127.0.0.1, --insecure-bind-address=127.0.0.1',
    }),
  ],
  [
    'an address of its node with its port',
    'fail',
    'It is on the host network.',
    boardPod('hostNetwork: true,', { ports: '' }) + service({ port: WEB }) + slice(WORKER, WEB),
  ],
  ['inside', 'pass', 'No route leads there.', boardPod() + inner()],
  [
    'a headless one with externalIPs',
    'pass',
    'No node accepts traffic for them.',
    boardPod() + inner('ClusterIP', "selector: { app: d }, clusterIP: None, externalIPs: ['203.0.113.9']"),
  ],
  [
    'externalIPs',
    'fail',
    'Every node accepts traffic for them.',
    boardPod() +
      inner('ClusterIP', "selector: { app: d }, clusterIP: 10.96.9.9, externalIPs: ['203.0.113.9']"),
  ],
  [
    'a slice with the address of another pod',
    'pass',
    'The shop is published, not the dashboard.',
    boardPod() + service({ port: '{ port: 80 }' }) + slice('10.244.1.3', '{ port: 80 }'),
  ],
  [
    'an OpenShift Route',
    'fail',
    'The router admits unauthenticated users.',
    boardPod() +
      inner() +
      custom(
        'route.openshift.io/v1',
        'Route',
        '{ host: d.example.com, to: { kind: Service, name: d }, tls: { termination: edge } }',
        '{ ingress: [{ routerName: default, conditions: [{ type: Admitted, status: "True" }] }] }',
      ),
  ],
  [
    'an OpenShift Route that no router admits',
    'pass',
    'Its status reports it, and only routers write the status.',
    boardPod() +
      inner() +
      custom(
        'route.openshift.io/v1',
        'Route',
        '{ host: d.example.com, to: { kind: Service, name: d } }',
        '{ ingress: [{ routerName: default, conditions: [{ type: Admitted, status: "False" }] }] }',
      ),
  ],
  ...['traefik.io/v1alpha1', 'traefik.containo.us/v1alpha1'].flatMap((api): Row[] => [
    [
      `an IngressRoute of ${api}`,
      'fail',
      'Traefik admits unauthenticated users.',
      boardPod() +
        inner() +
        custom(
          api,
          'IngressRoute',
          '{ entryPoints: [web], routes: [{ match: Host(`d.example.com`), kind: Rule, services: [{ name: d, port: 8443 }] }] }',
        ),
    ],
    [
      `an IngressRouteTCP of ${api}`,
      'fail',
      'Traefik admits unauthenticated users.',
      boardPod() +
        inner() +
        custom(
          api,
          'IngressRouteTCP',
          '{ routes: [{ match: HostSNI(`*`), services: [{ name: d, port: 8443 }] }] }',
        ),
    ],
    [
      `an IngressRouteUDP of ${api}`,
      'pass',
      'UDP gives no access to a web interface.',
      boardPod() +
        inner() +
        custom(api, 'IngressRouteUDP', '{ routes: [{ services: [{ name: d, port: 8443 }] }] }'),
    ],
  ]),
  [
    'both groups of Traefik served, the object in the old one',
    'fail',
    'Traefik 2.10 reads both.',
    boardPod() +
      inner() +
      custom(
        'traefik.containo.us/v1alpha1',
        'IngressRoute',
        '{ routes: [{ match: Host(`d.example.com`), kind: Rule, services: [{ name: d, port: 8443 }] }] }',
      ) +
      custom('traefik.io/v1alpha1', 'IngressRoute', '{ routes: [] }', '', 'other'),
  ],
  [
    'an HTTPProxy',
    'fail',
    'Contour admits unauthenticated users.',
    boardPod() +
      inner() +
      custom(
        'projectcontour.io/v1',
        'HTTPProxy',
        '{ virtualhost: { fqdn: d.example.com }, routes: [{ services: [{ name: d, port: 8443 }] }] }',
      ),
  ],
  [
    'an HTTPProxy that another one includes',
    'fail',
    'The one with a host forwards to it.',
    boardPod() +
      inner() +
      custom(
        'projectcontour.io/v1',
        'HTTPProxy',
        '{ routes: [{ services: [{ name: d, port: 8443 }] }] }',
        '',
        'part',
      ) +
      custom(
        'projectcontour.io/v1',
        'HTTPProxy',
        '{ virtualhost: { fqdn: d.example.com }, includes: [{ name: part, namespace: board }] }',
        '',
        'root',
        'shop',
      ),
  ],
  [
    'a Mapping',
    'fail',
    'Emissary admits unauthenticated users.',
    boardPod() +
      inner() +
      custom(
        'getambassador.io/v3alpha1',
        'Mapping',
        "{ hostname: '*', prefix: /, service: 'https://d.board:8443' }",
        '',
        'm',
        'shop',
      ),
  ],
  [
    'a TCPMapping',
    'fail',
    'Emissary admits unauthenticated users.',
    boardPod() +
      inner() +
      custom('getambassador.io/v3alpha1', 'TCPMapping', "{ port: 8443, service: 'd:8443' }"),
  ],
  ...(
    [
      [
        'k8s.nginx.org/v1',
        'VirtualServer',
        '{ host: d.example.com, upstreams: [{ name: d, service: d, port: 8443 }] }',
      ],
      [
        'k8s.nginx.org/v1',
        'VirtualServerRoute',
        '{ host: d.example.com, upstreams: [{ name: d, service: board/d, port: 8443 }] }',
      ],
      [
        'k8s.nginx.org/v1',
        'TransportServer',
        '{ listener: { name: t, protocol: TCP }, upstreams: [{ name: d, service: d, port: 8443 }] }',
      ],
      [
        'cis.f5.com/v1',
        'VirtualServer',
        '{ host: d.example.com, pools: [{ path: /, service: d, servicePort: 8443 }] }',
      ],
      [
        'cis.f5.com/v1',
        'VirtualServer',
        '{ host: d.example.com, defaultPool: { service: d, serviceNamespace: board, servicePort: 8443 } }',
        'shop',
      ],
      [
        'cis.f5.com/v1',
        'TransportServer',
        '{ virtualServerPort: 443, pool: { service: d, servicePort: 8443 } }',
      ],
      [
        'apisix.apache.org/v2',
        'ApisixRoute',
        '{ http: [{ name: d, match: { paths: [/*] }, backends: [{ serviceName: d, servicePort: 8443 }] }] }',
      ],
      [
        'apisix.apache.org/v2',
        'ApisixRoute',
        '{ stream: [{ name: d, protocol: TCP, match: { ingressPort: 9100 }, backend: { serviceName: d, servicePort: 8443 } }] }',
      ],
      [
        'apisix.apache.org/v1',
        'ApisixRoute',
        '{ rules: [{ host: d.example.com, http: { paths: [{ path: /, backend: { serviceName: d.board.svc.cluster.local, servicePort: 8443 } }] } }] }',
        'shop',
      ],
      [
        'zalando.org/v1',
        'RouteGroup',
        '{ hosts: [d.example.com], backends: [{ name: d, type: service, serviceName: d, servicePort: 8443 }] }',
      ],
      [
        'zalando.org/v1',
        'RouteGroup',
        "{ backends: [{ name: d, type: network, address: 'https://d.board.svc.cluster.local:8443' }] }",
        'shop',
      ],
      [
        'zalando.org/v1',
        'RouteGroup',
        "{ backends: [{ name: d, type: lb, endpoints: ['https://d.board.svc:8443'] }] }",
        'shop',
      ],
      [
        'elbv2.k8s.aws/v1beta1',
        'TargetGroupBinding',
        '{ serviceRef: { name: d, port: 8443 }, targetType: ip }',
      ],
      ['eks.amazonaws.com/v1', 'TargetGroupBinding', '{ serviceRef: { name: d, port: 8443 } }'],
      [
        'configuration.konghq.com/v1beta1',
        'TCPIngress',
        '{ rules: [{ port: 9000, backend: { serviceName: d, servicePort: 8443 } }] }',
      ],
      [
        'configuration.konghq.com/v1beta1',
        'UDPIngress',
        '{ rules: [{ port: 9000, backend: { serviceName: d, servicePort: 8443 } }] }',
      ],
      [
        'ingress.v1.haproxy.org/v1',
        'TCP',
        '[{ name: d, frontend: { name: f, binds: [{ name: v4, port: 32766 }] }, service: { name: d, port: 8443 } }]',
      ],
      ['ingress.v3.haproxy.org/v3', 'TCP', '[{ name: d, service: { name: d, port: 8443 } }]'],
    ] as const
  ).map(([api, kind, spec, namespace = 'board'], index): Row => [
    `${kind} of ${api}, form ${index + 1}`,
    kind === 'UDPIngress' ? 'pass' : 'fail',
    'Its controller admits unauthenticated users, but UDP gives no access to a web interface.',
    boardPod() + inner() + custom(api, kind, spec, '', 'r', namespace),
  ]),
  [
    'an ApisixUpstream',
    'unknown',
    'Its content is not read.',
    boardPod() +
      inner() +
      custom('apisix.apache.org/v2', 'ApisixRoute', '{ http: [{ name: d, upstreams: [{ name: u }] }] }'),
  ],
  [
    'a MultiClusterIngress',
    'unknown',
    'The Services that its MultiClusterService creates are not followed.',
    boardPod() +
      inner() +
      custom(
        'networking.gke.io/v1',
        'MultiClusterIngress',
        '{ template: { spec: { backend: { serviceName: m, servicePort: 80 } } } }',
      ),
  ],
  [
    'a target group with the label of an Ingress that does not exist',
    'fail',
    'The author of the object writes the label.',
    boardPod() + inner() + targetGroup('Ingress', 'd'),
  ],
  ...[
    ['HTTPRoute', 'v1', '{ name: web, port: 443, protocol: HTTPS }'],
    ['GRPCRoute', 'v1', '{ name: web, port: 443, protocol: HTTPS }'],
    ['TLSRoute', 'v1alpha2', '{ name: web, port: 443, protocol: TLS }'],
    ['TCPRoute', 'v1alpha2', '{ name: web, port: 443, protocol: TCP }'],
    ['UDPRoute', 'v1alpha2', '{ name: web, port: 443, protocol: UDP }'],
  ].map(([kind = '', version = '', listener = '']): Row => [
    `a ${kind}`,
    kind === 'UDPRoute' ? 'pass' : 'fail',
    'The gateway has a public address, but UDP gives no access to a web interface.',
    boardPod() + inner() + gateway('gw', listener) + gatewayRoute(kind, '{ name: gw }', '', version),
  ]),
  [
    'an HTTPRoute by an ExternalName',
    'fail',
    'The gateways that follow names lead there.',
    boardPod() +
      service({
        name: 'real',
        namespace: 'board',
        type: 'ClusterIP',
        port: WEB,
        more: 'selector: { app: d }',
      }) +
      external('d', 'real.board.svc', 'board') +
      gateway() +
      gatewayRoute('HTTPRoute'),
  ],
  [
    'an HTTPRoute that its gateway refuses',
    'pass',
    'Its status reports it, and only controllers write the status.',
    boardPod() +
      inner() +
      gateway() +
      gatewayRoute(
        'HTTPRoute',
        '{ name: gw }',
        '{ parents: [{ parentRef: { name: gw }, controllerName: x, conditions: [{ type: Accepted, status: "False" }] }] }',
      ),
  ],
  [
    'an HTTPRoute of the mesh',
    'pass',
    'Its parent is a Service: it is a rule for traffic inside.',
    boardPod() + inner() + gatewayRoute('HTTPRoute', "{ group: '', kind: Service, name: d }"),
  ],
  [
    'a VirtualService with a delegate',
    'fail',
    'The listener on the gateway forwards to it.',
    boardPod() +
      inner() +
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
        '{ http: [{ route: [{ destination: { host: d.board.svc.cluster.local } }] }] }',
        '',
        'leaf',
      ) +
      custom(
        'networking.istio.io/v1',
        'VirtualService',
        '{ hosts: [d.example.com], gateways: [ig], http: [{ delegate: { name: leaf } }] }',
        '',
        'root',
      ),
  ],
  [
    'a VirtualService of the mesh',
    'pass',
    'It is attached to no gateway.',
    boardPod() +
      inner() +
      custom(
        'networking.istio.io/v1',
        'VirtualService',
        '{ hosts: [d], http: [{ route: [{ destination: { host: d } }] }] }',
      ),
  ],
];

const ENVOY_DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: edge, namespace: shop, uid: dep-1 }
spec: { replicas: 1, selector: { matchLabels: { app: edge } }, template: { metadata: { labels: { app: edge } }, spec: { containers: [{ name: edge, image: 'docker.io/envoyproxy/envoy:v1.36.0' }] } } }
---`;

/** An Envoy with these files in its ConfigMap, started with one of them. */
const envoyOf = (files: Readonly<Record<string, string>>, path: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: edge, namespace: shop }
data: ${JSON.stringify(files)}
---
apiVersion: v1
kind: Pod
metadata: { name: edge-0, namespace: shop, labels: { app: edge } }
spec:
  nodeName: worker-1
  containers:
    - name: edge
      image: docker.io/envoyproxy/envoy:v1.36.0
      args: [-c, ${path}]
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes: [{ name: config, configMap: { name: edge } }]
status: { phase: Running, podIP: 10.244.1.77, conditions: [{ type: Ready, status: 'True' }] }
---`;
const adminAt = (address: string) =>
  `admin: { address: { socket_address: { address: ${address}, port_value: 9901 } } }\n`;
const listening = (filter: string) => `${adminAt('127.0.0.1')}static_resources:
  listeners:
    - address: { socket_address: { address: 0.0.0.0, port_value: 8001 } }
      filter_chains: [{ filters: [${filter}] }]
  clusters:
    - name: adm
      load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 9901 } } } }] }] }
`;
const routed = (match: string, more = '') =>
  listening(
    `{ name: http, typed_config: { route_config: { virtual_hosts: [{ routes: [{ match: ${match}, route: { cluster: adm${more} } }] }] } } }`,
  );
const WAY_IN = `
apiVersion: v1
kind: Namespace
metadata: { name: evil }
---
apiVersion: v1
kind: Service
metadata: { name: a, namespace: evil }
spec: { type: NodePort, clusterIP: 10.96.77.7, ports: [{ port: 9901, nodePort: 30901, targetPort: 9901 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: a-x, namespace: evil, labels: { kubernetes.io/service-name: a } }
addressType: IPv4
endpoints: [{ addresses: [10.244.1.77], conditions: { ready: true } }]
ports: [{ name: '', port: 9901, protocol: TCP }]
---`;

const envoys: readonly (readonly [
  what: string,
  verdict: 'fail' | 'pass' | 'unknown',
  severity: 'medium' | 'high' | undefined,
  why: string,
  objects: string,
])[] = [
  [
    'another file than the first is named',
    'fail',
    'medium',
    'Envoy reads this one.',
    envoyOf(
      { 'envoy.yaml': adminAt('127.0.0.1'), 'other.yaml': adminAt('0.0.0.0') },
      '/etc/envoy/other.yaml',
    ),
  ],
  [
    'the file next to the named one is open',
    'pass',
    undefined,
    'It is not read.',
    envoyOf({ 'a.yaml': adminAt('0.0.0.0'), 'envoy.yaml': adminAt('127.0.0.1') }, '/etc/envoy/envoy.yaml'),
  ],
  [
    'a file is named that does not exist',
    'unknown',
    undefined,
    'The file that it reads was not collected.',
    envoyOf({ 'envoy.yaml': adminAt('127.0.0.1') }, '/etc/envoy/other.yaml'),
  ],
  [
    'a file is named that a program created',
    'unknown',
    undefined,
    'The file that it reads was not collected.',
    envoyOf({ 'envoy.yaml': adminAt('127.0.0.1') }, '/tmp/envoy.yaml'),
  ],
  [
    "a node port of another namespace with a slice to Envoy's pod",
    'fail',
    'high',
    'A slice leads to any address.',
    `${envoyOf({ 'envoy.yaml': adminAt('0.0.0.0') }, '/etc/envoy/envoy.yaml')}${WAY_IN}`,
  ],
  [
    'a listener that passes TCP on',
    'fail',
    'medium',
    'A client that reaches the listener reaches the admin interface.',
    envoyOf(
      { 'envoy.yaml': listening('{ name: tcp, typed_config: { cluster: adm } }') },
      '/etc/envoy/envoy.yaml',
    ),
  ],
  [
    'a listener that passes every path on',
    'fail',
    'medium',
    '/quitquitquit is among them.',
    envoyOf({ 'envoy.yaml': routed('{ prefix: / }') }, '/etc/envoy/envoy.yaml'),
  ],
  [
    'a listener that passes statistics on, under another path',
    'fail',
    'medium',
    'The path is rewritten to one of the commands.',
    envoyOf(
      { 'envoy.yaml': routed('{ prefix: /stats }', ', prefix_rewrite: /quitquitquit') },
      '/etc/envoy/envoy.yaml',
    ),
  ],
  [
    'a listener that passes statistics on',
    'pass',
    undefined,
    'Monitoring is configured this way.',
    envoyOf({ 'envoy.yaml': routed('{ path: /stats/prometheus }') }, '/etc/envoy/envoy.yaml'),
  ],
];

const attempts: readonly Attempt[] = [
  ...envoys.map(([what, verdict, severity, why, objects]): Attempt => ({
    name: `${ENVOY}: ${what}`,
    player: 'administrator',
    why,
    objects,
    expect: [],
    files: [
      {
        check: ENVOY,
        verdict,
        object: 'Pod shop/edge-0',
        ...(severity && { severity }),
      },
    ],
  })),
  ...etcd.map(attempt(ETCD)),
  ...board.map(attempt(BOARD)),
  ...[403, 500].map((status): Attempt => ({
    name: `${ENVOY}: Deployments answer ${status}`,
    player: 'network',
    why: 'An Envoy may be among those that were not collected.',
    answers: { '/apis/apps/v1/deployments': status },
    expect: [{ check: ENVOY, verdict: 'unknown' }],
  })),
  {
    name: `${ENVOY}: a Deployment without pods`,
    player: 'tenant',
    why: 'It is an Envoy whose settings were not collected, whether it runs or not.',
    objects: ENVOY_DEPLOYMENT,
    expect: [{ check: ENVOY, verdict: ['unknown', 'fail'] }],
  },
  {
    name: `${CLAIMS}: externalIPs`,
    player: 'tenant',
    why: 'Every node accepts traffic for that address.',
    objects: service({ type: 'ClusterIP', more: "externalIPs: ['203.0.113.9'], selector: { app: web }" }),
    expect: [{ check: CLAIMS, verdict: 'fail', severity: 'medium', object: 'Service shop/e' }],
  },
  {
    name: `${CLAIMS}: a namespace that is named like a product's`,
    player: 'tenant',
    why: 'A name alone makes no system namespace, and lowers no severity.',
    objects: service({ namespace: 'ingress-nginx', type: 'ClusterIP', more: "externalIPs: ['203.0.113.9']" }),
    expect: [{ check: CLAIMS, verdict: 'fail', severity: 'medium', object: 'Service ingress-nginx/e' }],
  },
  {
    name: `${CLAIMS}: headless`,
    player: 'tenant',
    why: 'kube-proxy skips headless Services.',
    objects: service({ type: 'ClusterIP', more: "clusterIP: None, externalIPs: ['203.0.113.9']" }),
    expect: [{ check: CLAIMS, verdict: 'pass' }],
  },
  ...['/apis/networking.k8s.io/v1/ingresses', '/apis/gateway.networking.k8s.io/v1/httproutes'].map(
    (path): Attempt => ({
      name: `${ETCD}: a Service of monitoring, and ${path} is refused`,
      player: 'network',
      why: 'Objects that were not collected may publish it.',
      objects: `
apiVersion: v1
kind: Service
metadata: { name: kube-etcd, namespace: kube-system }
spec: { type: ClusterIP, clusterIP: None, selector: { component: etcd }, ports: [{ port: 2381, targetPort: 2381 }] }
`,
      answers: { [path]: 403 },
      serves: [
        {
          group: 'gateway.networking.k8s.io',
          version: 'v1',
          kind: 'HTTPRoute',
          plural: 'httproutes',
          namespaced: true,
        },
      ],
      expect: [{ check: ETCD, verdict: 'unknown' }],
    }),
  ),
  {
    name: `${ETCD}: plain HTTP metrics, from files only`,
    player: 'administrator',
    why: 'The flag is sufficient, whatever Services and nodes exist.',
    objects: `
apiVersion: v1
kind: Pod
metadata: { name: etcd, namespace: kube-system, labels: { component: etcd, tier: control-plane } }
spec:
  hostNetwork: true
  containers:
    - name: etcd
      image: registry.k8s.io/etcd:3.6.5-0
      command: [etcd, '--listen-client-urls=https://127.0.0.1:2379', '--client-cert-auth=true', '--trusted-ca-file=/ca', '--listen-metrics-urls=http://0.0.0.0:2381']
`,
    expect: [],
    files: [{ check: ETCD, verdict: 'fail', severity: 'medium' }],
  },
];

export default attempts;
