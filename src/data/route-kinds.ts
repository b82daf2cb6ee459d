/**
 * Routes of further ingress controllers and load balancers: the fields with hosts and Services. As of 2026-11-30; sources: the CRDs and
 * documentation of the projects (https://docs.nginx.com/nginx-ingress-controller/configuration/virtualserver-and-virtualserverroute-resources/,
 * https://clouddocs.f5.com/containers/latest/userguide/crd/, https://apisix.apache.org/docs/ingress-controller/concepts/apisix_route/,
 * https://opensource.zalando.com/skipper/kubernetes/routegroup-crd/,
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/spec/,
 * https://docs.konghq.com/kubernetes-ingress-controller/latest/reference/custom-resources/,
 * https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/custom-resource-tcp.md,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/multi-cluster-ingress,
 * https://docs.solo.io/gloo-edge/latest/reference/api (VirtualService), https://github.com/knative/networking (Ingress),
 * https://doc.traefik.io/traefik/middlewares/http/errorpages). Some kinds share their name with one of Istio or Kubernetes.
 */
export const asOf = '2026-11-30';

/** Keys from `spec` downwards; every list on the path is traversed. */
export type Path = readonly string[];

/** Fields that name a Service. */
export interface BackendPath {
  /** The objects that name it. */
  at: Path;
  /** The key with its name, `name`, `namespace/name` or its DNS name; absent: `at` is that text. */
  name?: string;
  namespace?: string;
  port?: string;
  /** The kind when it is not a Service: it is not followed. */
  kind?: string;
}

export interface RouteKind {
  groups: readonly string[];
  kind: string;
  hosts?: Path;
  backends: readonly BackendPath[];
  /** Services whose traffic it redirects, instead of a gateway. */
  redirects?: Path;
  scope?: 'Cluster';
  /** Texts in the language of nginx, which may hand requests on by themselves. */
  snippets?: readonly Path[];
  /** Its backends are not read. */
  isUnread?: boolean;
  /** How it says that it lets in by a login or by addresses (snapshot/project/route-guards.ts). */
  guard?: 'middleware' | 'kong';
  /** It changes routes: without a backend it is no route itself. */
  isPart?: boolean;
}

/** Rules with this field are reachable from the cluster only. */
export const insideOnly = { key: 'visibility', value: 'ClusterLocal' } as const;

const NGINX_UPSTREAMS: readonly BackendPath[] = [{ at: ['upstreams'], name: 'service', port: 'port' }];
const F5_POOL = { name: 'service', namespace: 'serviceNamespace', port: 'servicePort' };
const KONG_BACKENDS: readonly BackendPath[] = [
  { at: ['rules', 'backend'], name: 'serviceName', port: 'servicePort' },
];

const GLOO_ACTIONS: readonly Path[] = [
  ['virtualHost', 'routes', 'routeAction', 'single'],
  ['virtualHost', 'routes', 'routeAction', 'multi', 'destinations', 'destination'],
];

export const routeKinds: readonly RouteKind[] = [
  {
    groups: ['traefik.io', 'traefik.containo.us'],
    kind: 'Middleware',
    backends: [{ at: ['errors', 'service'], name: 'name', namespace: 'namespace', port: 'port' }],
    guard: 'middleware',
  },
  { groups: ['configuration.konghq.com'], kind: 'KongPlugin', backends: [], guard: 'kong', isPart: true },
  {
    groups: ['configuration.konghq.com'],
    kind: 'KongClusterPlugin',
    scope: 'Cluster',
    backends: [],
    guard: 'kong',
    isPart: true,
  },
  {
    groups: ['gateway.solo.io'],
    kind: 'VirtualService',
    hosts: ['virtualHost', 'domains'],
    backends: [
      ...GLOO_ACTIONS.flatMap((at): BackendPath[] => [
        { at: [...at, 'kube', 'ref'], name: 'name', namespace: 'namespace' },
        { at: [...at, 'upstream'], name: 'name', kind: 'Upstream' },
      ]),
      { at: ['virtualHost', 'routes', 'routeAction', 'upstreamGroup'], name: 'name', kind: 'UpstreamGroup' },
      { at: ['virtualHost', 'routes', 'delegateAction', 'ref'], name: 'name', kind: 'RouteTable' },
      { at: ['virtualHost', 'routes', 'delegateAction'], name: 'name', kind: 'RouteTable' },
    ],
  },
  {
    groups: ['networking.internal.knative.dev'],
    kind: 'Ingress',
    hosts: ['rules', 'hosts'],
    backends: [
      {
        at: ['rules', 'http', 'paths', 'splits'],
        name: 'serviceName',
        namespace: 'serviceNamespace',
        port: 'servicePort',
      },
    ],
  },
  {
    groups: ['k8s.nginx.org'],
    kind: 'VirtualServerRoute',
    hosts: ['host'],
    backends: NGINX_UPSTREAMS,
    snippets: [['subroutes', 'location-snippets']],
  },
  // https://docs.nginx.com/nginx-gateway-fabric/traffic-management/snippets
  {
    groups: ['gateway.nginx.org'],
    kind: 'SnippetsFilter',
    backends: [],
    snippets: [['snippets', 'value']],
    isPart: true,
  },
  {
    groups: ['k8s.nginx.org', 'cis.f5.com'],
    kind: 'VirtualServer',
    hosts: ['host'],
    backends: [
      ...NGINX_UPSTREAMS,
      { at: ['pools'], ...F5_POOL },
      { at: ['pools', 'alternateBackends'], name: 'service', namespace: 'serviceNamespace' },
      { at: ['defaultPool'], ...F5_POOL },
    ],
    snippets: [['server-snippets'], ['http-snippets'], ['routes', 'location-snippets']],
  },
  {
    groups: ['k8s.nginx.org', 'cis.f5.com'],
    kind: 'TransportServer',
    hosts: ['host'],
    backends: [...NGINX_UPSTREAMS, { at: ['pool'], ...F5_POOL }],
    snippets: [['serverSnippets'], ['streamSnippets']],
  },
  {
    groups: ['apisix.apache.org'],
    kind: 'ApisixRoute',
    hosts: ['http', 'match', 'hosts'],
    backends: [
      { at: ['http', 'backends'], name: 'serviceName', port: 'servicePort' },
      { at: ['http', 'backend'], name: 'serviceName', port: 'servicePort' },
      { at: ['stream', 'backend'], name: 'serviceName', port: 'servicePort' },
      // Its first version.
      { at: ['rules', 'http', 'paths', 'backend'], name: 'serviceName', port: 'servicePort' },
      { at: ['http', 'upstreams'], name: 'name', kind: 'ApisixUpstream' },
    ],
  },
  {
    groups: ['zalando.org'],
    kind: 'RouteGroup',
    hosts: ['hosts'],
    backends: [
      { at: ['backends'], name: 'serviceName', port: 'servicePort' },
      { at: ['backends', 'address'] },
      { at: ['backends', 'endpoints'] },
    ],
  },
  {
    groups: ['elbv2.k8s.aws', 'eks.amazonaws.com'],
    kind: 'TargetGroupBinding',
    backends: [{ at: ['serviceRef'], name: 'name', port: 'port' }],
  },
  ...['TCPIngress', 'UDPIngress'].map((kind) => ({
    groups: ['configuration.konghq.com'],
    kind,
    hosts: ['rules', 'host'],
    backends: KONG_BACKENDS,
  })),
  {
    groups: ['ingress.v1.haproxy.org', 'ingress.v3.haproxy.org'],
    kind: 'TCP',
    backends: [{ at: ['service'], name: 'name', port: 'port' }],
  },
  {
    groups: ['networking.gke.io'],
    kind: 'MultiClusterIngress',
    hosts: ['template', 'spec', 'rules', 'host'],
    backends: [
      { at: ['template', 'spec', 'backend'], name: 'serviceName', kind: 'MultiClusterService' },
      {
        at: ['template', 'spec', 'rules', 'http', 'paths', 'backend'],
        name: 'serviceName',
        kind: 'MultiClusterService',
      },
    ],
  },
  // https://docs.cilium.io/en/stable/network/servicemesh/envoy-traffic-management: Cilium also creates them for Ingresses and Gateways.
  {
    groups: ['cilium.io'],
    kind: 'CiliumEnvoyConfig',
    redirects: ['services'],
    backends: [{ at: ['backendServices'], name: 'name', namespace: 'namespace' }],
  },
  {
    groups: ['cilium.io'],
    kind: 'CiliumClusterwideEnvoyConfig',
    scope: 'Cluster',
    redirects: ['services'],
    backends: [{ at: ['backendServices'], name: 'name', namespace: 'namespace' }],
  },
  // Tunnels that operators open: https://ngrok.com/docs/k8s/crds/agentendpoint, https://github.com/adyanth/cloudflare-operator,
  // https://github.com/inlets/inlets-operator, https://tyk.io/docs (ApiDefinition), https://skupper.io/docs,
  // https://tailscale.com/kb/1441/kubernetes-operator-connector, https://developer.hashicorp.com/consul/docs, https://kuma.io/docs.
  {
    groups: ['ngrok.k8s.ngrok.com'],
    kind: 'AgentEndpoint',
    backends: [{ at: ['upstream', 'url'] }],
  },
  { groups: ['ingress.k8s.ngrok.com'], kind: 'Tunnel', backends: [{ at: ['forwardsTo'] }] },
  {
    groups: ['tyk.tyk.io'],
    kind: 'ApiDefinition',
    backends: [{ at: ['proxy', 'target_url'] }],
  },
  // https://github.com/Twingate/kubernetes-operator, https://github.com/netbirdio/kubernetes-operator.
  { groups: ['twingate.com'], kind: 'TwingateResource', backends: [{ at: ['address'] }] },
  { groups: ['netbird.io'], kind: 'NBResource', backends: [{ at: ['address'] }] },
  ...(
    [
      ['networking.cfargotunnel.com', 'TunnelBinding'],
      ['gateway.envoyproxy.io', 'EnvoyPatchPolicy'],
      ['operator.inlets.dev', 'Tunnel'],
      ['inlets.inlets.dev', 'Tunnel'],
      ['skupper.io', 'Connector'],
      ['consul.hashicorp.com', 'IngressGateway'],
      ['citrix.com', 'HTTPRoute'],
    ] as const
  ).map(([group, kind]): RouteKind => ({ groups: [group], kind, backends: [], isUnread: true })),
  ...(
    [
      ['tailscale.com', 'Connector'],
      ['kuma.io', 'MeshGatewayRoute'],
    ] as const
  ).map(([group, kind]): RouteKind => ({
    groups: [group],
    kind,
    scope: 'Cluster',
    backends: [],
    isUnread: true,
  })),
];

/** All kinds of the table as API group and kind. */
export const groupedRouteKinds: readonly { group: string; kind: string }[] = routeKinds.flatMap(
  ({ groups, kind }) => groups.map((group) => ({ group, kind })),
);
