interface CollectorFacts {
  /** What it brings, in words. */
  title: string;
  /** Area of the map that is dark without it. */
  area: string;
  /** What `kubectl get` is asked for to have its kinds in files: `true` = those that are parts of Kubernetes. Absent where no file can stand in for the live cluster. */
  kubectl?: string | true;
}

/** Every collector, in the order in which outcomes are shown; `collect/collectors/` holds one file each, with what it reads. */
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
  nodes: { title: 'nodes', area: 'nodes', kubectl: true },
  kubelets: { title: 'kubelets, through the node proxy', area: 'kubelet' },
  leases: { title: 'leases', area: 'control-plane', kubectl: true },
  namespaces: { title: 'namespaces', area: 'namespaces', kubectl: true },
  pods: { title: 'pods', area: 'workloads', kubectl: true },
  workloads: {
    title: 'controllers',
    area: 'workloads',
    kubectl: true,
  },
  availability: { title: 'Budgets and autoscalers', area: 'workloads' },
  services: { title: 'services', area: 'exposure', kubectl: true },
  endpointslices: { title: 'endpoints', area: 'exposure', kubectl: true },
  ingresses: { title: 'ingresses', area: 'exposure', kubectl: 'ingresses,ingressclasses' },
  gateways: { title: 'gateways and routes', area: 'exposure', kubectl: 'gateways,gatewayclasses,httproutes' },
  networkpolicies: { title: 'network policies', area: 'network', kubectl: true },
  rbac: {
    title: 'roles and bindings',
    area: 'identities',
    kubectl: true,
  },
  serviceaccounts: { title: 'service accounts', area: 'identities', kubectl: true },
  secrets: { title: 'names of Secrets', area: 'etcd' },
  storage: {
    title: 'storage',
    area: 'storage',
    kubectl: true,
  },
  crds: { title: 'custom resource definitions', area: 'addons', kubectl: true },
  apiservices: { title: 'API services', area: 'addons', kubectl: true },
  webhooks: {
    title: 'admission webhooks',
    area: 'addons',
    kubectl: true,
  },
  certificates: {
    title: 'signing requests and trust bundles',
    area: 'certificates',
    kubectl: 'certificatesigningrequests,clustertrustbundles',
  },
  flowcontrol: {
    title: 'priority and fairness',
    area: 'api-server',
    kubectl: 'flowschemas,prioritylevelconfigurations',
  },
  istio: {
    title: 'Istio configuration',
    area: 'istio',
    kubectl: 'peerauthentications,authorizationpolicies,gateways.networking.istio.io,virtualservices',
  },
  envoy: { title: 'Envoy configuration', area: 'envoy' },
  platform: { title: 'platform objects', area: 'addons' },
} as const satisfies Readonly<Record<string, CollectorFacts>>;

/** Checks declare what they need in these words. */
export type CollectorId = keyof typeof TABLE;

export const COLLECTORS: Readonly<Record<CollectorId, CollectorFacts>> = TABLE;

export const COLLECTOR_IDS = Object.keys(TABLE) as readonly CollectorId[];
