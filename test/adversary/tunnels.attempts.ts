import type { Attempt, Expected } from './attempt.ts';
import { customObject } from './custom-object.ts';

/** Entry points to a dashboard that workloads and settings open, without a load balancer or route that names it. */
const BOARD = 'exposure/dashboard-exposed';

interface PodInput {
  name?: string;
  namespace?: string;
  containers: string;
  ip?: string;
}
const pod = ({ name = 'lh', namespace = 'shop', containers, ip = '10.244.1.77' }: PodInput) => `
apiVersion: v1
kind: Pod
metadata: { namespace: ${namespace}, name: ${name}, labels: { app: ${name} } }
spec: { nodeName: worker-1, containers: [${containers}] }
status: { phase: Running, podIP: ${ip}, conditions: [{ type: Ready, status: 'True' }] }
---`;
const UI = "{ name: ui, image: 'longhornio/longhorn-ui:v1.9.1' }";
interface ServiceInput {
  name?: string;
  namespace?: string;
  app?: string;
  ports?: string;
  type?: string;
}
const service = ({
  name = 'lh',
  namespace = 'shop',
  app = name,
  ports = '{ port: 80, targetPort: 8000 }',
  type = 'ClusterIP',
}: ServiceInput = {}) => `
apiVersion: v1
kind: Service
metadata: { namespace: ${namespace}, name: ${name} }
spec: { type: ${type}, selector: { app: ${app} }, clusterIP: 10.96.70.${name.length}, ports: [${ports}] }
status: { loadBalancer: { ingress: [${type === 'LoadBalancer' ? '{ ip: 203.0.113.9 }' : ''}] } }
---`;
const board = pod({ containers: UI }) + service();
const container = (image: string, words: string, more = '') =>
  `{ name: t, image: '${image}', args: [${words}]${more && `, ${more}`} }`;
const agent = (image: string, words: string, more = '', namespace = 'shop') =>
  pod({ name: 'tunnel', namespace, containers: container(image, words, more), ip: '10.244.1.78' });
const CLOUDFLARED = 'cloudflare/cloudflared:2025.9.1';
const inside = (words: string) => pod({ containers: `${UI}, ${container(CLOUDFLARED, words)}` });
const open = (name: string, ports: string) => service({ name, ports, type: 'LoadBalancer' });
const CLASS = `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx }
spec: { controller: k8s.io/ingress-nginx }
---`;
const ingress = (annotations: string, to = 'not-there', name = 'nginx') => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { namespace: shop, name: i, annotations: { ${annotations} } }
spec: { ingressClassName: ${name}, rules: [{ host: a.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${to}, port: { number: 80 } } } }] } }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.7 }] } }
---`;
const NGINX = 'nginx.ingress.kubernetes.io/';
const controller = (words: string) =>
  `
apiVersion: v1
kind: Namespace
metadata: { name: edge }
---` +
  pod({
    name: 'c',
    namespace: 'edge',
    containers: container(
      'registry.k8s.io/ingress-nginx/controller:v1.13.3',
      `/nginx-ingress-controller, ${words}`,
    ),
    ip: '10.244.1.79',
  }) +
  service({ name: 'c', namespace: 'edge', ports: '{ port: 9000 }', type: 'LoadBalancer' });
const map = (namespace: string, name: string, data: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { namespace: ${namespace}, name: ${name} }
data: { ${data} }
---`;
const custom = (apiVersion: string, kind: string, spec: string, name = 'r') =>
  customObject({ apiVersion, kind, namespace: 'shop', name, spec });
const opened = (image: string, { words = '', env = '', port = 8000 } = {}) =>
  pod({ name: 'd', containers: `{ name: d, image: '${image}', args: [${words}], env: [${env}] }` }) +
  service({ name: 'd', ports: `{ port: 443, targetPort: ${port} }`, type: 'LoadBalancer' });
const ARGO_CD = 'quay.io/argoproj/argocd:v3.1.0';
const argoCd = (env: string) => opened(ARGO_CD, { words: '/usr/local/bin/argocd-server', env, port: 8080 });
const OLD_UI = 'k8s.gcr.io/kubernetes-dashboard-amd64';

type Row = readonly [
  name: string,
  verdict: Expected['verdict'] | `fail ${NonNullable<Expected['severity']>}`,
  why: string,
  objects: string,
  more?: Partial<Attempt>,
];

const OUT = 'It forwards unauthenticated users from the internet to it.';
const ELSEWHERE = 'Its target is configured outside the cluster.';
const OTHER = 'It leads to a Service that is no dashboard.';

const tunnels: readonly Row[] = [
  [
    'cloudflared by --url',
    'fail critical',
    OUT,
    board + agent(CLOUDFLARED, "tunnel, --url, 'http://lh.shop.svc:80'"),
  ],
  [
    'cloudflared by --url= from another namespace',
    'fail critical',
    OUT,
    board + agent(CLOUDFLARED, "tunnel, --no-autoupdate, '--url=lh.shop.svc.cluster.local'", '', 'board'),
  ],
  [
    'cloudflared by its variable',
    'fail critical',
    OUT,
    board + agent(CLOUDFLARED, 'tunnel, run, x', "env: [{ name: TUNNEL_URL, value: 'http://lh' }]"),
  ],
  [
    'cloudflared to the address',
    'fail critical',
    OUT,
    board + agent(CLOUDFLARED, "tunnel, --url, 'http://10.244.1.77:8000'"),
  ],
  ['cloudflared next to it', 'fail critical', OUT, inside("tunnel, --url, 'http://localhost:8000'")],
  [
    'cloudflared in a shell',
    'fail critical',
    OUT,
    board +
      pod({
        name: 'tunnel',
        containers:
          "{ name: t, image: 'shop/tools:1', command: [sh, -c, 'exec cloudflared tunnel --url http://lh.shop:80'] }",
      }),
  ],
  [
    'cloudflared next to Grafana, to a port of its replicas',
    'pass',
    OTHER,
    pod({
      containers: `{ name: g, image: 'grafana/grafana:12.1.0', ports: [{ containerPort: 3000 }] }, ${container(CLOUDFLARED, "tunnel, --url, 'localhost:9094'")}`,
    }),
  ],
  ['cloudflared with a token', 'unknown', ELSEWHERE, board + agent(CLOUDFLARED, 'tunnel, run, --token, abc')],
  ['cloudflared with a token in a variable', 'unknown', ELSEWHERE, board + agent(CLOUDFLARED, 'tunnel, run')],
  [
    'cloudflared to a shop',
    'pass',
    OTHER,
    board + agent(CLOUDFLARED, "tunnel, --url, 'http://web.shop.svc:80'"),
  ],
  [
    'cloudflared to a variable',
    'unknown',
    ELSEWHERE,
    board + agent(CLOUDFLARED, "tunnel, --url, 'http://$(WHERE):80'"),
  ],
  ['cloudflared as a resolver', 'pass', 'It forwards no requests.', board + agent(CLOUDFLARED, 'proxy-dns')],
  [
    'cloudflared as a client',
    'pass',
    'It forwards no requests.',
    board + agent(CLOUDFLARED, 'access, tcp, --hostname, x.example.com, --url, "lh.shop.svc:80"'),
  ],
  ['ngrok', 'fail critical', OUT, board + agent('ngrok/ngrok:3', "http, 'lh.shop.svc:80'")],
  [
    'ngrok with a file',
    'unknown',
    ELSEWHERE,
    board + agent('ngrok/ngrok:3', 'start, --all, --config, /etc/ngrok.yml'),
  ],
  [
    'frpc with a file',
    'unknown',
    ELSEWHERE,
    board + agent('snowdreamtech/frpc:0.61', '-c, /etc/frp/frpc.toml'),
  ],
  [
    'frpc by its command line',
    'fail critical',
    OUT,
    board +
      agent(
        'fatedier/frpc:v0.61',
        'tcp, --server-addr, x.example.com, --local-ip, lh.shop.svc, --local-port, "80"',
      ),
  ],
  [
    'inlets',
    'fail critical',
    OUT,
    board +
      agent(
        'ghcr.io/inlets/inlets-pro:0.9',
        "http, client, '--url=wss://x.example.com', '--upstream=http://lh.shop.svc:80'",
      ),
  ],
  [
    'ssh to pinggy',
    'fail critical',
    OUT,
    board +
      pod({
        name: 'tunnel',
        containers:
          "{ name: t, image: 'shop/tools:1', command: [ssh, '-p', '443', '-R0:lh.shop.svc:80', a.pinggy.io] }",
      }),
  ],
  [
    'bore next to it',
    'fail critical',
    OUT,
    pod({ containers: `${UI}, ${container('ekzhang/bore:0.6.0', "local, '8000', --to, bore.pub")}` }),
  ],
  [
    'chisel',
    'fail critical',
    OUT,
    board + agent('jpillora/chisel:1', "client, 'https://x.example.com', 'R:8080:lh.shop.svc:80'"),
  ],
  [
    'Tailscale to the ClusterIP',
    'fail high',
    'Clients in the tailnet reach it.',
    board +
      agent('ghcr.io/tailscale/tailscale:v1.90', '', "env: [{ name: TS_DEST_IP, value: '10.96.70.2' }]"),
  ],
  [
    'Tailscale with routes',
    'unknown',
    'Every address of them is reached.',
    board + agent('tailscale/tailscale:v1.90', '', "env: [{ name: TS_ROUTES, value: '10.96.0.0/12' }]"),
  ],
  [
    'Tailscale with a file',
    'unknown',
    ELSEWHERE,
    board +
      agent('tailscale/tailscale:v1.90', '', 'env: [{ name: TS_SERVE_CONFIG, value: /etc/serve.json }]'),
  ],
  [
    'Tailscale next to it',
    'fail high',
    'In its own pod it forwards to any port.',
    pod({ containers: `${UI}, ${container('tailscale/tailscale:v1.90', '')}` }),
  ],
  [
    'socat behind a load balancer',
    'fail critical',
    'It forwards requests.',
    board +
      agent('alpine/socat:1.8', "'TCP-LISTEN:9000,fork', 'TCP:lh.shop.svc:80'") +
      open('tunnel', '{ port: 9000 }'),
  ],
  [
    'socat that is not reachable',
    'pass',
    'It is reachable inside the cluster only.',
    board + agent('alpine/socat:1.8', "'TCP-LISTEN:9000,fork', 'TCP:lh.shop.svc:80'"),
  ],
  [
    'socat behind an Ingress',
    'fail critical',
    'It forwards requests.',
    board +
      agent('alpine/socat:1.8', "'tcp-listen:9000,fork', 'tcp4:lh.shop.svc:80'") +
      service({ name: 'tunnel', ports: '{ port: 80, targetPort: 9000 }' }) +
      CLASS +
      ingress('', 'tunnel'),
  ],
  [
    'socat to a shop',
    'pass',
    OTHER,
    board +
      agent('alpine/socat:1.8', "'TCP-LISTEN:9000,fork', 'TCP:web.shop.svc:80'") +
      open('tunnel', '{ port: 9000 }'),
  ],
  [
    'cloudflared to socat',
    'fail critical',
    'One forwards to the other.',
    board +
      agent('alpine/socat:1.8', "'TCP-LISTEN:9000,fork', 'TCP:lh.shop.svc:80'") +
      service({ name: 'tunnel', ports: '{ port: 9000 }' }) +
      pod({ name: 'outer', containers: container(CLOUDFLARED, "tunnel, --url, 'tcp://tunnel.shop:9000'") }),
  ],
  [
    'kubectl proxy behind a load balancer',
    'unknown',
    'The API server forwards to every Service that its account may reach.',
    board +
      agent('bitnami/kubectl:1.33', "proxy, '--address=0.0.0.0', '--accept-hosts=.*'") +
      open('tunnel', '{ port: 8001 }'),
  ],
  [
    'kubectl port-forward behind a load balancer',
    'fail critical',
    'It forwards requests.',
    board +
      agent('bitnami/kubectl:1.33', "port-forward, '--address=0.0.0.0', svc/lh, '8080:80'") +
      open('tunnel', '{ port: 8080 }'),
  ],
  [
    'kubectl port-forward to a pod of another namespace',
    'fail critical',
    'It forwards requests.',
    board +
      agent(
        'bitnami/kubectl:1.33',
        "port-forward, '--address=0.0.0.0', -n, shop, pod/lh, '8080:8000'",
        '',
        'board',
      ) +
      service({ name: 'tunnel', namespace: 'board', ports: '{ port: 8080 }', type: 'LoadBalancer' }),
  ],
];

const nginx: readonly Row[] = [
  [
    'the default backend of an Ingress',
    'fail critical',
    'It responds if the Service of the rule has no endpoints.',
    board + CLASS + ingress(`${NGINX}default-backend: lh`),
  ],
  [
    'the default backend for Traefik',
    'pass',
    'Its class is read by another controller.',
    board + ingress(`${NGINX}default-backend: lh`, 'not-there', 'contour'),
  ],
  [
    'the mirror of an Ingress',
    'fail critical',
    'It receives a copy of each request.',
    board + CLASS + ingress(`${NGINX}mirror-target: 'http://lh.shop.svc.cluster.local/$request_uri'`),
  ],
  [
    'a mirror to another Service',
    'pass',
    OTHER,
    board + CLASS + ingress(`${NGINX}mirror-target: 'https://mirror.example.com$request_uri'`),
  ],
  [
    'a snippet that forwards requests',
    'unknown',
    'Its content is not followed.',
    board + CLASS + ingress(`${NGINX}server-snippet: "location /lh { proxy_pass http://lh.shop.svc; }"`),
  ],
  [
    'a snippet that sets a header',
    'pass',
    'It forwards to no backend.',
    board + CLASS + ingress(`${NGINX}configuration-snippet: 'more_set_headers "X-Frame-Options: DENY";'`),
  ],
  [
    'a snippet that undoes the login',
    'fail critical',
    'With it no login is required.',
    board +
      CLASS +
      ingress(
        `${NGINX}auth-url: 'https://sso.example.com/auth', ${NGINX}configuration-snippet: 'satisfy any; allow all;'`,
        'lh',
      ),
  ],
  [
    'a snippet and the login',
    'fail high',
    'The login stays in effect.',
    board +
      CLASS +
      ingress(
        `${NGINX}auth-url: 'https://sso.example.com/auth', ${NGINX}configuration-snippet: 'more_set_headers "X: y";'`,
        'lh',
      ),
  ],
  [
    "the controller's ports by ConfigMap",
    'fail critical',
    'It listens there and forwards requests.',
    board + controller("'--tcp-services-configmap=edge/tcp'") + map('edge', 'tcp', '"9000": "shop/lh:80"'),
  ],
  [
    "the controller's ports by ConfigMap of its own namespace",
    'fail critical',
    'It listens there and forwards requests.',
    board +
      controller("'--tcp-services-configmap=$(POD_NAMESPACE)/tcp'") +
      map('edge', 'tcp', '"9000": "shop/lh:80::PROXY"'),
  ],
  [
    "the controller's ports by ConfigMap to a shop",
    'pass',
    OTHER,
    board + controller("'--tcp-services-configmap=edge/tcp'") + map('edge', 'tcp', '"9000": "shop/web:80"'),
  ],
  [
    "no ConfigMap of the controller's ports",
    'pass',
    'It does not exist.',
    board + controller("'--tcp-services-configmap=$(POD_NAMESPACE)/tcp'"),
  ],
  [
    "a ConfigMap of the controller's ports that is refused",
    'unknown',
    'Its content was not collected.',
    board + controller("'--tcp-services-configmap=edge/tcp'"),
    { answers: { '/api/v1/namespaces/edge/configmaps/tcp': 403 } },
  ],
  [
    "the controller's default backend",
    'fail critical',
    'It receives requests that match no rule.',
    board + controller("'--default-backend-service=shop/lh'"),
  ],
];

const MIRROR = (filters: string, more = '') =>
  customObject({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    namespace: 'shop',
    name: 'gw',
    spec: '{ gatewayClassName: c, listeners: [{ name: web, port: 443, protocol: HTTPS }] }',
    more: "status: { addresses: [{ type: IPAddress, value: '203.0.113.12' }] }",
  }) +
  custom(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    `{ parentRefs: [{ name: gw }], rules: [{ ${filters} backendRefs: [{ name: web, port: 80${more} }] }] }`,
  );
const FILTERS = 'filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: lh, port: 80 } } }]';

const routes: readonly Row[] = [
  [
    'the mirror of an HTTPRoute',
    'fail critical',
    'It receives a copy of each request.',
    board + MIRROR(`${FILTERS},`),
  ],
  [
    'the mirror of one path of an HTTPRoute',
    'fail critical',
    'It receives a copy of each request.',
    board + MIRROR('', `, ${FILTERS}`),
  ],
  [
    'an HTTPRoute with other filters',
    'pass',
    OTHER,
    board + MIRROR('filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [x] } }],'),
  ],
  [
    'the error page of Traefik',
    'fail',
    'It responds in place of the Service.',
    board +
      custom(
        'traefik.io/v1alpha1',
        'Middleware',
        '{ errors: { status: ["400-599"], query: /, service: { name: lh, port: 80 } } }',
      ),
  ],
  [
    'a Middleware that strips a prefix',
    'pass',
    OTHER,
    board + custom('traefik.io/v1alpha1', 'Middleware', '{ stripPrefix: { prefixes: [/lh] } }'),
  ],
  [
    "Gloo's VirtualService to a Service",
    'fail',
    'Its controller admits unauthenticated users.',
    board +
      custom(
        'gateway.solo.io/v1',
        'VirtualService',
        '{ virtualHost: { domains: [a.example.com], routes: [{ matchers: [{ prefix: / }], routeAction: { single: { kube: { ref: { name: lh, namespace: shop }, port: 80 } } } }] } }',
      ),
  ],
  [
    "Gloo's VirtualService to an Upstream",
    'unknown',
    'Its content is not read.',
    board +
      custom(
        'gateway.solo.io/v1',
        'VirtualService',
        '{ virtualHost: { routes: [{ routeAction: { single: { upstream: { name: shop-lh-80, namespace: gloo-system } } } }] } }',
      ),
  ],
  [
    "Knative's Ingress",
    'fail',
    'Its controller admits unauthenticated users.',
    board +
      custom(
        'networking.internal.knative.dev/v1alpha1',
        'Ingress',
        '{ rules: [{ hosts: [a.example.com], visibility: ExternalIP, http: { paths: [{ splits: [{ serviceName: lh, serviceNamespace: shop, servicePort: 80 }] }] } }] }',
      ),
  ],
  [
    "Knative's Ingress inside the cluster",
    'pass',
    'It is reachable inside the cluster only.',
    board +
      custom(
        'networking.internal.knative.dev/v1alpha1',
        'Ingress',
        '{ rules: [{ hosts: [a.shop.svc], visibility: ClusterLocal, http: { paths: [{ splits: [{ serviceName: lh, serviceNamespace: shop, servicePort: 80 }] }] } }] }',
      ),
  ],
  ...(
    [
      ['a1b2c3-1234567890.eu-west-1.elb.amazonaws.com', 'fail critical'],
      ['internal-a1b2c3-1234567890.eu-west-1.elb.amazonaws.com', 'fail high'],
      ['lb.example.org', 'fail high'],
    ] as const
  ).map(([host, verdict]): Row => [
    `an Ingress at ${host}`,
    verdict,
    'AWS uses this form for names of internal load balancers.',
    board + ingress('', 'lh').replace('{ ip: 203.0.113.7 }', `{ hostname: ${host} }`),
  ]),
  [
    'a port of UDP',
    'pass',
    'A web interface uses TCP.',
    pod({ containers: UI }) + open('lh', '{ port: 8000, protocol: UDP }'),
  ],
  [
    'ports of both',
    'fail critical',
    'One is of TCP.',
    pod({ containers: UI }) + open('lh', '{ name: a, port: 8000, protocol: UDP }, { name: b, port: 8000 }'),
  ],
  [
    'a host port of UDP',
    'pass',
    'A web interface uses TCP.',
    pod({
      containers:
        "{ name: ui, image: 'longhornio/longhorn-ui:v1.9.1', ports: [{ containerPort: 8000, hostPort: 8000, protocol: UDP }] }",
    }),
  ],
];

const logins: readonly Row[] = [
  [
    'Argo Workflows 2',
    'fail critical',
    'Before 3.0 it required no login.',
    opened('argoproj/argocli:v2.12.13', { words: 'server', port: 2746 }),
  ],
  [
    'Argo Workflows 2 with a login',
    'fail high',
    'The flag requires one.',
    opened('argoproj/argocli:v2.12.13', { words: 'server, --auth-mode=client', port: 2746 }),
  ],
  [
    'Argo Workflows 3',
    'fail high',
    'It requires a login.',
    opened('argoproj/argocli:v3.6.0', { words: 'server', port: 2746 }),
  ],
  [
    'Argo Workflows 3 with two modes',
    'fail critical',
    'The modes add up.',
    opened('argoproj/argocli:v3.6.0', {
      words: 'server, --auth-mode=server, --auth-mode=client',
      port: 2746,
    }),
  ],
  [
    'Kubernetes Dashboard 1.8',
    'fail critical',
    'The login could be skipped.',
    opened(`${OLD_UI}:v1.8.3`, { port: 8443 }),
  ],
  [
    'Kubernetes Dashboard 1.5',
    'fail critical',
    'It had no login.',
    opened(`${OLD_UI}:v1.5.1`, { port: 9090 }),
  ],
  [
    'Kubernetes Dashboard 1.10.1',
    'fail high',
    'It requires a login.',
    opened(`${OLD_UI}:v1.10.1`, { port: 8443 }),
  ],
  [
    'a flag twice, the last one false',
    'fail high',
    'The last one wins.',
    opened('kubernetesui/dashboard:v2.7.0', {
      words: '--enable-skip-login, --enable-skip-login=false',
      port: 8443,
    }),
  ],
  [
    'a flag twice, the last one true',
    'fail critical',
    'The last one wins.',
    opened('kubernetesui/dashboard:v2.7.0', {
      words: '--enable-skip-login=false, --enable-skip-login=T',
      port: 8443,
    }),
  ],
  [
    'Argo CD by its ConfigMap',
    'fail critical',
    'Its default manifests read the setting from there.',
    argoCd('') + map('shop', 'argocd-cmd-params-cm', 'server.disable.auth: "true"'),
  ],
  [
    'Argo CD by its ConfigMap, false',
    'fail high',
    'It requires a login.',
    argoCd('') + map('shop', 'argocd-cmd-params-cm', 'server.disable.auth: "false"'),
  ],
  [
    'Argo CD, its variable against the ConfigMap',
    'fail high',
    'The variable is set.',
    argoCd("{ name: ARGOCD_SERVER_DISABLE_AUTH, value: 'false' }") +
      map('shop', 'argocd-cmd-params-cm', 'server.disable.auth: "true"'),
  ],
  [
    'Argo CD, a ConfigMap in another namespace',
    'fail high',
    'It does not read this one.',
    argoCd('') + map('board', 'argocd-cmd-params-cm', 'server.disable.auth: "true"'),
  ],
  ...(
    [
      ['dhi.io/grafana:12', 3000, 'fail medium'],
      ['registry.redhat.io/openshift4/ose-prometheus:v4.18', 9090, 'fail medium'],
      ['registry.redhat.io/openshift4/ose-prometheus-rhel9:v4.18', 9090, 'fail medium'],
      ['registry.redhat.io/openshift-service-mesh/kiali-rhel9:2.4', 20001, 'fail medium'],
      ['registry.redhat.io/rhosdt/jaeger-query-rhel8:1.65', 16686, 'fail medium'],
      ['gcr.io/ml-pipeline/frontend:2.5.0', 3000, 'fail critical'],
      ['example.io/grafana:12', 3000, 'fail medium'],
      ['registry.example.org/shop/frontend:1', 3000, 'not-applicable'],
    ] as const
  ).map(([image, port, verdict]): Row => [
    `the image ${image}`,
    verdict,
    'The vendor uses this name, and another author may, too.',
    opened(image, { port }),
  ]),
];

const attempts: readonly Attempt[] = [...tunnels, ...nginx, ...routes, ...logins].map(
  ([name, wanted, why, objects, more = {}]): Attempt => {
    const [verdict, severity] = String(wanted).split(' ') as [Expected['verdict'], Expected['severity']];
    return {
      name: `${BOARD}, through proxies: ${name}`,
      player: 'tenant',
      why,
      objects,
      expect: [{ check: BOARD, verdict, ...(severity && { severity }) }],
      ...more,
    };
  },
);

export default attempts;
