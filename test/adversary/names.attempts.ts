import type { Attempt, Expected } from './attempt.ts';

const DASHBOARDS = 'exposure/dashboard-exposed';
const INGRESS_NGINX = 'addons/ingress-nginx-retired';

const pod = (name: string, app: string, container: string, meta = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${app}${meta && `, ${meta}`} } }
spec: { containers: [{ ${container} }] }
status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }
---`;

/** A load balancer on the internet. */
const open = (app: string): string => `
apiVersion: v1
kind: Service
metadata: { name: ${app}-lb, namespace: shop }
spec: { type: LoadBalancer, selector: { app: ${app} }, ports: [{ port: 443 }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.6 }] } }
---`;

const expected = (check: string, verdict: Expected['verdict'], object?: string): Expected => ({
  check,
  verdict,
  ...(object !== undefined && { object }),
  ...(verdict === 'fail' && { severity: 'high' as const }),
});

/** The served interface, by the container only. */
const containers: readonly (readonly [what: string, container: string, permission: Expected])[] = [
  [
    'Argo CD from a mirror',
    "name: x, image: 'registry.corp.example/argo-cd/argocd:v2.14.11', args: [/usr/local/bin/argocd-server]",
    expected(DASHBOARDS, 'fail'),
  ],
  [
    'Argo CD of a packager',
    "name: x, image: 'docker.io/bitnamilegacy/argo-cd:3', args: [argocd-server]",
    expected(DASHBOARDS, 'fail'),
  ],
  [
    'Argo CD under another name, by its executable',
    "name: x, image: 'registry.corp.example/delivery@sha256:0000', args: [argocd-server]",
    expected(DASHBOARDS, 'fail'),
  ],
  [
    'Argo CD started by a shell',
    "name: x, image: 'quay.io/argoproj/argocd:v3.1.0', command: [sh, -c, 'exec argocd-server --insecure']",
    expected(DASHBOARDS, 'fail'),
  ],
  [
    'Argo CD by the variable that its entry point reads',
    "name: x, image: 'quay.io/argoproj/argocd:v3.1.0', env: [{ name: ARGOCD_BINARY_NAME, value: argocd-server }]",
    expected(DASHBOARDS, 'fail'),
  ],
  [
    'the image of Argo CD without the name of its executable',
    "name: x, image: 'quay.io/argoproj/argocd:v3.1.0'",
    expected(DASHBOARDS, 'unknown'),
  ],
  [
    'another executable of Argo CD',
    "name: x, image: 'quay.io/argoproj/argocd:v3.1.0', args: [argocd-repo-server]",
    expected(DASHBOARDS, 'not-applicable'),
  ],
  [
    'the first Kubernetes Dashboard, for one platform',
    "name: x, image: 'k8s.gcr.io/kubernetes-dashboard-amd64:v1.10.1'",
    expected(DASHBOARDS, 'fail'),
  ],
  [
    'ingress-nginx in a custom root directory',
    "name: x, image: 'registry.k8s.io/ingress-nginx/controller-chroot:v1.13.2'",
    expected(INGRESS_NGINX, 'fail'),
  ],
  [
    'ingress-nginx by its executable',
    "name: x, image: 'registry.corp.example/controller@sha256:0000', args: [/nginx-ingress-controller]",
    expected(INGRESS_NGINX, 'fail'),
  ],
  [
    'the controller of F5, which is still maintained',
    "name: x, image: 'docker.io/nginx/nginx-ingress:5.0.0', args: [/nginx-ingress]",
    expected(INGRESS_NGINX, 'not-applicable'),
  ],
];

const served = containers.map(([what, container, permission]): Attempt => ({
  name: `names/${what}`,
  player: 'administrator',
  why: 'Registries are mirrored and images renamed; an executable is identified by the rest of the image name, and by the command.',
  objects: pod('x', 'x', container) + open('x'),
  expect: [permission],
}));

const WEB = pod('dash-web', 'web', "name: web, image: 'docker.io/kubernetesui/dashboard-web:1.6.0'");
const GRAFANA = pod('grafana', 'grafana', "name: grafana, image: 'cgr.dev/chainguard/grafana:12'");

const fronts: readonly Attempt[] = [
  {
    name: 'names/Kubernetes Dashboard 7 with the gateway of its own chart',
    player: 'administrator',
    why: 'Its chart routes all requests through its Kong: no other working entry point exists.',
    objects: WEB + pod('dash-kong', 'kong', "name: proxy, image: 'kong:3.9'") + open('kong'),
    expect: [expected(DASHBOARDS, 'fail', 'Pod shop/dash-kong')],
  },
  {
    name: 'names/Kubernetes Dashboard 7 and the Kong of another release',
    player: 'administrator',
    why: 'Both have the label of their release, and the releases differ; the routes of Kong are not collected.',
    objects:
      pod(
        'dash-web',
        'web',
        "name: web, image: 'docker.io/kubernetesui/dashboard-web:1.6.0'",
        'app.kubernetes.io/instance: dash',
      ) +
      pod('api-kong', 'kong', "name: proxy, image: 'kong:3.9'", 'app.kubernetes.io/instance: api') +
      open('kong'),
    expect: [expected(DASHBOARDS, 'unknown', 'Pod shop/api-kong')],
  },
  {
    name: 'names/a reverse proxy on the internet in the namespace of a dashboard',
    player: 'administrator',
    why: 'Its upstreams are in its configuration, which is not read.',
    objects:
      GRAFANA + pod('front', 'front', "name: n, image: 'docker.io/library/nginx:1.29'") + open('front'),
    expect: [expected(DASHBOARDS, 'unknown', 'Pod shop/front')],
  },
  {
    name: 'names/a reverse proxy in the namespace of a dashboard that is not reachable from outside',
    player: 'administrator',
    why: 'There is no entry point.',
    objects: GRAFANA + pod('front', 'front', "name: n, image: 'docker.io/library/nginx:1.29'"),
    expect: [expected(DASHBOARDS, 'pass')],
  },
];

const attempts: readonly Attempt[] = [...served, ...fronts];
export default attempts;
