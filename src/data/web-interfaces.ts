/**
 * Programs whose web interface shows or steers the cluster. As of 2026-11-24; source: documentation and manifests of the
 * projects, e.g. https://github.com/kubernetes/dashboard and https://github.com/argoproj/argo-cd. Images by their last path segments, because registries are mirrored; names of Services and namespaces prove
 * nothing and are not looked at.
 */
export const asOf = '2026-11-24';

export interface LoginOff {
  says: string;
  /** A switch: of several, the last one counts. */
  flag?: string;
  /** A flag whose values add up, with those that let in whoever comes; the variable stands in for the flag where that is not given. */
  mode?: { flag: string; variable: string; off: readonly string[] };
  variable?: string;
  /** In its own namespace. */
  configMap?: { name: string; key: string };
  /** Releases of these images before this one ask for no login unless a flag tells them to; other images count their own releases. */
  before?: { version: string; images: readonly string[]; says: string };
}

export interface WebInterface {
  name: string;
  /** Compared like those of the add-on catalogue: `a/b` compares two segments. */
  images: readonly string[];
  /** Where one image runs many programs: the one that serves the interface, and the others, as words of a command line, container names or the value of a variable of the image's entry point. */
  program?: { serves: RegExp; others: RegExp; variable?: string };
  /** What it is on the internet: `critical` when it steers the cluster and asks nobody for a login by default. */
  severity: 'critical' | 'high' | 'medium';
  /** What somebody in front of it can do. */
  gives: string;
  /** Images of the gateway that its chart puts in front of it, and that all traffic passes through. */
  gateways?: readonly string[];
  /** Where it listens unless it is told otherwise: on the network of a node, ports need not be declared. */
  ports?: readonly number[];
  /** Other ports of the same program, at which nobody gets the interface: metrics, what it receives, what its replicas tell each other. */
  beside?: readonly number[];
  /** Flags that say where it listens, without dashes: one on the loopback interface is for its own pod. */
  listens?: RegExp;
  /** How its own login is switched off: on its command line, by a variable that is `true`, or in a ConfigMap that its manifests take the variable from. */
  loginOff?: LoginOff;
}

/** What asks for a login before it hands on to a program in its own pod. */
export const loginProxies: readonly string[] = [
  'oauth2-proxy',
  'oauth-proxy',
  'kube-rbac-proxy',
  'pomerium',
  'gogatekeeper/gatekeeper',
];

/**
 * What hands requests on to other pods by a configuration of its own: what is behind it does not show in objects. Sources: the projects' images
 * (https://github.com/apache/apisix-docker, https://github.com/TykTechnologies/tyk, https://github.com/krakend/krakend-ce, https://docs.goauthentik.io,
 * https://github.com/bunkerity/bunkerweb, https://www.squid-cache.org, https://tinyproxy.github.io, https://docs.mitmproxy.org).
 */
export const reverseProxies: readonly string[] = [
  'kong',
  'kong/kong-gateway',
  'nginx',
  'nginx-unprivileged',
  'openresty',
  'haproxy',
  'caddy',
  'httpd',
  'envoyproxy/envoy',
  'oauth2-proxy',
  'pomerium',
  'gogatekeeper/gatekeeper',
  'apisix',
  'tyk-gateway',
  'krakend',
  'goauthentik/proxy',
  'bunkerity/bunkerweb',
  'angie',
  'squid',
  'tinyproxy',
  'mitmproxy/mitmproxy',
];

export const webInterfaces: readonly WebInterface[] = [
  {
    name: 'Kubernetes Dashboard',
    images: [
      'kubernetesui/dashboard',
      'kubernetesui/dashboard-web',
      'kubernetesui/dashboard-auth',
      'kubernetesui/dashboard-api',
      'kubernetes-dashboard',
    ],
    severity: 'high',
    ports: [8443, 9090, 8000],
    gives: 'management access; archived in January 2026',
    listens: /^(?:insecure-)?bind-address$/,
    // https://github.com/kubernetes/dashboard/releases/tag/v1.10.1 and v1.7.0, which brought the login.
    loginOff: {
      flag: 'enable-skip-login',
      says: 'authentication can be skipped',
      before: {
        version: '1.10.1',
        images: ['kubernetesui/dashboard', 'kubernetes-dashboard'],
        says: 'authentication can be skipped or does not exist',
      },
    },
    gateways: ['kong', 'kong/kong-gateway'],
  },
  {
    name: 'Headlamp',
    images: ['headlamp-k8s/headlamp', 'kinvolk/headlamp'],
    severity: 'high',
    ports: [4466],
    gives: 'management access',
  },
  {
    name: 'Rancher',
    images: ['rancher/rancher'],
    severity: 'high',
    ports: [80, 443],
    gives: 'management access to several clusters',
  },
  {
    name: 'Portainer',
    images: ['portainer/portainer-ce', 'portainer/portainer-ee'],
    severity: 'high',
    ports: [9000, 9443, 8000],
    gives: 'management access; the first user sets the password',
  },
  {
    name: 'Argo CD',
    images: ['argocd', 'argo-cd'],
    program: {
      serves: /(?:^|[\s/;&|"'])argocd-server(?:$|[\s;&|"'])/,
      others:
        /(?:^|[\s/;&|"'])argocd-(?:application-controller|applicationset-controller|repo-server|cmp-server|commit-server|dex|dex-server|notifications|notifications-controller|k8s-auth|git-ask-pass)(?:$|[\s;&|"'])/,
      variable: 'ARGOCD_BINARY_NAME',
    },
    severity: 'high',
    ports: [8080],
    beside: [8083],
    // https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cmd-params-cm-yaml
    loginOff: {
      flag: 'disable-auth',
      variable: 'ARGOCD_SERVER_DISABLE_AUTH',
      configMap: { name: 'argocd-cmd-params-cm', key: 'server.disable.auth' },
      says: 'authentication is disabled',
    },
    gives: 'deployment to all managed clusters',
  },
  {
    name: 'Argo Workflows',
    images: ['argoproj/argocli', 'argoproj/argo-server'],
    severity: 'high',
    ports: [2746],
    // https://github.com/argoproj/argo-workflows/blob/main/docs/argo-server-auth-mode.md, argo-server-header-auth.md and environment-variables.md:
    // `header` believes whatever headers a caller sends, unless a proxy in front of it takes them away.
    loginOff: {
      mode: { flag: 'auth-mode', variable: 'ARGO_AUTH_MODE', off: ['server', 'header'] },
      says: 'authentication is disabled',
      before: {
        version: '3.0.0',
        images: ['argoproj/argocli', 'argoproj/argo-server'],
        says: 'authentication is disabled by default',
      },
    },
    gives: 'workflow execution',
  },
  {
    name: 'Tekton Dashboard',
    // ko names images after the program's folder and the MD5 of its import path, github.com/tektoncd/dashboard/cmd/dashboard.
    images: [
      'tektoncd/dashboard',
      'dashboard/cmd/dashboard',
      'tektoncd/dashboard/dashboard',
      'dashboard-9623576a202fe86c8b7d1bc489905f86',
    ],
    severity: 'critical',
    ports: [9097],
    gives: 'pipeline execution without authentication',
  },
  {
    name: 'Kubeflow',
    images: [
      'kubeflownotebookswg/centraldashboard',
      'kubeflow/centraldashboard',
      'kubeflow/central-dashboard',
    ],
    severity: 'high',
    ports: [8082],
    gives: 'notebook and pipeline execution',
  },
  {
    name: 'Kubeflow Pipelines',
    images: ['ml-pipeline/frontend', 'kubeflow/kfp-frontend'],
    severity: 'critical',
    ports: [3000],
    gives: 'pipeline execution without authentication',
  },
  {
    name: 'Weave Scope',
    images: ['weaveworks/scope'],
    severity: 'critical',
    ports: [4040],
    gives: 'shell access to containers without authentication',
  },
  {
    name: 'Longhorn',
    images: ['longhornio/longhorn-ui'],
    severity: 'critical',
    ports: [8000],
    gives: 'deletion of volumes and backups without authentication',
  },
  {
    name: 'Grafana',
    images: [
      'grafana/grafana',
      'grafana/grafana-oss',
      'grafana/grafana-enterprise',
      'bitnami/grafana',
      'bitnamilegacy/grafana',
      'chainguard/grafana',
      'dhi.io/grafana',
      'openshift4/grafana',
      'openshift/grafana',
    ],
    severity: 'medium',
    ports: [3000],
    beside: [9094],
    gives: 'read access to dashboards',
  },
  {
    name: 'Prometheus',
    images: [
      'prometheus/prometheus',
      'prom/prometheus',
      'bitnami/prometheus',
      'bitnamilegacy/prometheus',
      'chainguard/prometheus',
      'dhi.io/prometheus',
      'openshift4/prometheus',
      'openshift/prometheus',
    ],
    severity: 'medium',
    ports: [9090],
    listens: /^web\.listen-address$/,
    gives: 'read access to targets and labels without authentication',
  },
  {
    name: 'Alertmanager',
    images: [
      'prometheus/alertmanager',
      'prom/alertmanager',
      'bitnami/alertmanager',
      'dhi.io/alertmanager',
      'openshift4/prometheus-alertmanager',
      'openshift/prometheus-alertmanager',
    ],
    severity: 'medium',
    ports: [9093],
    beside: [9094],
    listens: /^web\.listen-address$/,
    gives: 'silencing of alerts without authentication',
  },
  {
    name: 'Kiali',
    images: ['kiali/kiali', 'openshift-service-mesh/kiali'],
    severity: 'medium',
    ports: [20001],
    beside: [9090],
    gives: 'management access to the mesh',
  },
  {
    name: 'Jaeger',
    images: [
      'jaegertracing/all-in-one',
      'jaegertracing/jaeger-query',
      'jaegertracing/jaeger',
      'rhosdt/jaeger-all-in-one',
      'rhosdt/jaeger-query',
      'distributed-tracing/jaeger-all-in-one',
      'distributed-tracing/jaeger-query',
    ],
    severity: 'medium',
    ports: [16686],
    // OTLP, Jaeger's own and Zipkin's collectors, agents, sampling, metrics.
    beside: [4317, 4318, 14250, 14268, 9411, 6831, 6832, 5775, 5778, 14269, 8888],
    gives: 'read access to traces with request data, without authentication',
  },
  {
    name: 'Hubble',
    images: ['cilium/hubble-ui'],
    severity: 'medium',
    ports: [8081],
    gives: 'read access to network flows without authentication',
  },
  {
    name: 'kube-ops-view',
    images: ['hjacobs/kube-ops-view'],
    severity: 'medium',
    ports: [8080],
    gives: 'read access to nodes and Pods without authentication',
  },
];
