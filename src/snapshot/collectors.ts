interface CollectorFacts {
  /** What it brings, in words. */
  title: string;
  /** Area of the map that is dark without it. */
  area: string;
  /** What `kubectl get` is asked for to have its kinds in files: `true` = those that are parts of Kubernetes. Absent where no file can stand in for the live cluster. */
  kubectl?: string | true;
  /** Of one that lists its kinds and does nothing else, so that it needs no file of its own: why, in one sentence, and what of them is not read or not kept. */
  lists?: { why: string; notRead: string };
}

/** Every collector, in the order in which outcomes are shown; what they read and how stands in `collect/collectors/`. */
const TABLE = {
  version: { title: 'server version', area: 'version' },
  discovery: { title: 'served APIs', area: 'addons' },
  identity: { title: 'who is asking', area: 'identities' },
  rights: { title: 'what the user may see', area: 'identities' },
  endpoint: { title: 'address of the API server', area: 'api-server' },
  probe: { title: 'requests without credentials', area: 'api-server' },
  health: { title: 'health checks', area: 'api-server' },
  flagz: { title: '/flagz of the API server', area: 'api-server' },
  metrics: { title: '/metrics of the API server', area: 'api-server' },
  openid: { title: 'service account issuer', area: 'identities' },
  configmaps: { title: 'well-known ConfigMaps', area: 'control-plane', kubectl: true },
  nodes: {
    title: 'nodes',
    area: 'nodes',
    kubectl: true,
    lists: {
      why: 'Roles, zones, versions, runtimes, addresses, taints and conditions.',
      notRead: "The kubelets' own configuration: see kubelets.",
    },
  },
  kubelets: { title: 'kubelets, through the node proxy', area: 'kubelet' },
  leases: {
    title: 'leases',
    area: 'control-plane',
    kubectl: true,
    lists: {
      why: 'How many API servers are alive, who leads, which kubelets report.',
      notRead: 'Leases of other namespaces.',
    },
  },
  namespaces: { title: 'namespaces', area: 'namespaces', kubectl: true },
  pods: { title: 'pods', area: 'workloads', kubectl: true },
  workloads: {
    title: 'controllers',
    area: 'workloads',
    kubectl: true,
  },
  availability: {
    title: 'Budgets and autoscalers',
    area: 'workloads',
    lists: {
      why: 'How many pods of a workload there are to be, and how many may be away while nodes are drained.',
      notRead: 'Metrics and behaviour of autoscalers.',
    },
  },
  priorityclasses: {
    title: 'priority classes',
    area: 'workloads',
    kubectl: true,
    lists: {
      why: 'Which pods are scheduled first and evict others.',
      notRead: 'Descriptions; whether pods of a class preempt.',
    },
  },
  services: {
    title: 'services',
    area: 'exposure',
    kubectl: true,
    lists: {
      why: 'Load balancers, node ports and external addresses are ways in.',
      notRead: 'Annotations that do not decide on exposure.',
    },
  },
  endpointslices: { title: 'endpoints', area: 'exposure', kubectl: true },
  ingresses: {
    title: 'ingresses',
    area: 'exposure',
    kubectl: 'ingresses,ingressclasses',
    lists: { why: 'Ways in by HTTP, whether with TLS, and who serves them.', notRead: 'Paths.' },
  },
  gateways: {
    title: 'gateways and routes',
    area: 'exposure',
    kubectl: 'gateways,gatewayclasses,httproutes',
    lists: {
      why: 'Ways in by the Gateway API and by the routes of OpenShift, Contour, Traefik, Ambassador, NGINX, F5, APISIX, Skipper, Kong, HAProxy, Gloo, Knative, AWS and GKE.',
      notRead: 'Filters but mirrors and pages for errors; path matches.',
    },
  },
  networkpolicies: { title: 'network policies', area: 'network', kubectl: true },
  rbac: {
    title: 'roles and bindings',
    area: 'identities',
    kubectl: true,
  },
  serviceaccounts: {
    title: 'service accounts',
    area: 'identities',
    kubectl: true,
    lists: {
      why: 'Automatic tokens and cloud identities of workloads.',
      notRead: 'Tokens; names of token Secrets.',
    },
  },
  secrets: { title: 'names of Secrets', area: 'etcd' },
  storage: {
    title: 'storage',
    area: 'storage',
    kubectl: true,
    lists: {
      why: 'Where data lives, how it is reclaimed and whether its volumes are encrypted.',
      notRead: 'Parameters of storage classes but a few that name type and encryption.',
    },
  },
  crds: { title: 'custom resource definitions', area: 'addons', kubectl: true },
  apiservices: { title: 'API services', area: 'addons', kubectl: true },
  webhooks: {
    title: 'admission webhooks',
    area: 'addons',
    kubectl: true,
    lists: {
      why: 'What may change or refuse every request, and what happens when it is down.',
      notRead: 'URLs; of CA bundles only their facts.',
    },
  },
  certificates: {
    title: 'signing requests and trust bundles',
    area: 'certificates',
    kubectl: 'certificatesigningrequests,clustertrustbundles',
    lists: {
      why: 'Who got which certificate signed, what still waits for approval, and which authorities the cluster hands out.',
      notRead: 'The requests themselves; of certificates only their facts.',
    },
  },
  flowcontrol: {
    title: 'priority and fairness',
    area: 'api-server',
    kubectl: 'flowschemas,prioritylevelconfigurations',
    lists: {
      why: 'Whose requests the API server lets through before all others, and without any limit.',
      notRead: 'Which requests a schema is about.',
    },
  },
  istio: {
    title: 'Istio configuration',
    area: 'istio',
    kubectl: 'peerauthentications,authorizationpolicies,gateways.networking.istio.io,virtualservices',
    lists: {
      why: 'mTLS, authorization and ways in of an Istio mesh, its operators included.',
      notRead:
        'Patches of EnvoyFilters but what they touch, and Wasm settings; fields that no question needs.',
    },
  },
  envoy: {
    title: 'Envoy configuration',
    area: 'envoy',
    lists: {
      why: 'Configuration of Envoy Gateway, Contour and Ambassador.',
      notRead: 'Bootstrap texts (facts of them come with pods and ConfigMaps); credentials of policies.',
    },
  },
  platform: {
    title: 'platform objects',
    area: 'addons',
    lists: {
      why: 'Settings of OpenShift, k0s, k3s, Cluster API, CNIs, backup, policy, GitOps and monitoring add-ons; budgets, quotas and admission policies.',
      notRead: 'Fields that no question needs; whether a credential is set, never which.',
    },
  },
} as const satisfies Readonly<Record<string, CollectorFacts>>;

/** Checks declare what they need in these words. */
export type CollectorId = keyof typeof TABLE;

/** Those that list their kinds and do nothing else. */
export type ListingId = {
  [K in CollectorId]: (typeof TABLE)[K] extends { lists: object } ? K : never;
}[CollectorId];

export const COLLECTORS: Readonly<Record<CollectorId, CollectorFacts>> = TABLE;

export const COLLECTOR_IDS = Object.keys(TABLE) as readonly CollectorId[];
