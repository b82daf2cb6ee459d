interface CollectorFacts {
  /** What it reads, in words. */
  title: string;
  /** Area of the map that is empty without it. */
  area: string;
  /** Arguments of `kubectl get` that save its kinds to files: `true` = built-in ones. Absent where files cannot replace a live cluster. */
  kubectl?: string | true;
  /** For a collector without a file of its own, which only lists its kinds: why, in one sentence, and what is not read or not kept. */
  lists?: { why: string; notRead: string };
}

/** Every collector, in the order in which outcomes are shown; `collect/collectors/` defines what they read. */
const TABLE = {
  version: { title: 'server version', area: 'version' },
  discovery: { title: 'served APIs', area: 'addons' },
  identity: { title: 'current user', area: 'identities' },
  permissions: { title: 'permissions of the user', area: 'identities' },
  endpoint: { title: 'API server endpoint', area: 'api-server' },
  probe: { title: 'anonymous requests', area: 'api-server' },
  health: { title: 'health checks', area: 'api-server' },
  flagz: { title: '/flagz of the API server', area: 'api-server' },
  metrics: { title: '/metrics of the API server', area: 'api-server' },
  openid: { title: 'ServiceAccount issuer', area: 'identities' },
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
  kubelets: { title: 'kubelet configuration', area: 'kubelet' },
  leases: {
    title: 'leases',
    area: 'control-plane',
    kubectl: true,
    lists: {
      why: 'Running API servers, leaders, and nodes that report to the control plane.',
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
    title: 'disruption budgets and autoscalers',
    area: 'workloads',
    lists: {
      why: 'Desired number of Pods of a workload, and allowed disruptions during node drains.',
      notRead: 'Metrics and behavior of autoscalers.',
    },
  },
  priorityclasses: {
    title: 'priority classes',
    area: 'workloads',
    kubectl: true,
    lists: {
      why: 'Scheduling priority and preemption of Pods.',
      notRead: 'Descriptions; whether Pods of a class preempt.',
    },
  },
  services: {
    title: 'services',
    area: 'exposure',
    kubectl: true,
    lists: {
      why: 'Load balancers, node ports and external IPs are entry points.',
      notRead: 'Annotations that do not affect exposure.',
    },
  },
  endpointslices: { title: 'endpoints', area: 'exposure', kubectl: true },
  ingresses: {
    title: 'ingresses',
    area: 'exposure',
    kubectl: 'ingresses,ingressclasses',
    lists: { why: 'HTTP entry points, their TLS settings and their controllers.', notRead: 'Certificates.' },
  },
  gateways: {
    title: 'gateways and routes',
    area: 'exposure',
    kubectl: 'gateways,gatewayclasses,httproutes',
    lists: {
      why: 'Entry points of the Gateway API and of routes of OpenShift, Contour, Traefik, Ambassador, NGINX, F5, APISIX, Skipper, Kong, HAProxy, Gloo, Knative, AWS and GKE.',
      notRead: 'Filters, except mirrors and error pages; path matches.',
    },
  },
  networkpolicies: { title: 'network policies', area: 'network', kubectl: true },
  rbac: {
    title: 'RBAC roles and bindings',
    area: 'identities',
    kubectl: true,
  },
  serviceaccounts: {
    title: 'service accounts',
    area: 'identities',
    kubectl: true,
    lists: {
      why: 'Token automount and cloud identities of workloads.',
      notRead: 'Tokens; names of token Secrets.',
    },
  },
  secrets: { title: 'names of Secrets', area: 'etcd' },
  storage: {
    title: 'storage',
    area: 'storage',
    kubectl: true,
    lists: {
      why: 'Location, reclaim policy and encryption of volumes.',
      notRead: 'Parameters of StorageClasses, except type and encryption; volume handles.',
    },
  },
  csinodes: {
    title: 'CSI drivers of nodes',
    area: 'storage',
    kubectl: 'csinodes,volumeattachments',
    lists: {
      why: 'CSI drivers that are registered on nodes, and volumes that cannot be attached.',
      notRead: 'Node ids of drivers; error messages of attachments.',
    },
  },
  volumesnapshots: {
    title: 'volume snapshots',
    area: 'storage',
    kubectl: 'volumesnapshots,volumesnapshotclasses,volumesnapshotcontents',
    lists: {
      why: 'Snapshots of claims, failures, and what happens to them on deletion.',
      notRead: 'Handles, parameters and error messages.',
    },
  },
  crds: { title: 'CustomResourceDefinitions', area: 'addons', kubectl: true },
  apiservices: { title: 'API services', area: 'addons', kubectl: true },
  webhooks: {
    title: 'admission webhooks',
    area: 'addons',
    kubectl: true,
    lists: {
      why: 'Webhooks that can change or reject requests, and their failure policies.',
      notRead: 'URLs; CA bundles, except certificate metadata.',
    },
  },
  certificates: {
    title: 'CertificateSigningRequests and trust bundles',
    area: 'certificates',
    kubectl: 'certificatesigningrequests,clustertrustbundles',
    lists: {
      why: 'Issued certificates, pending requests, and CAs that the cluster distributes.',
      notRead: 'The requests; certificates, except their metadata.',
    },
  },
  flowcontrol: {
    title: 'API Priority and Fairness',
    area: 'api-server',
    kubectl: 'flowschemas,prioritylevelconfigurations',
    lists: {
      why: 'Priority of requests, and clients that are exempt from limits.',
      notRead: 'Requests that a FlowSchema matches.',
    },
  },
  istio: {
    title: 'Istio configuration',
    area: 'istio',
    kubectl: 'peerauthentications,authorizationpolicies,gateways.networking.istio.io,virtualservices',
    lists: {
      why: 'mTLS, authorization and entry points of an Istio mesh, including its operators.',
      notRead: 'Patches of EnvoyFilters, except their targets; Wasm settings; fields that no check requires.',
    },
  },
  envoy: {
    title: 'Envoy configuration',
    area: 'envoy',
    lists: {
      why: 'Configuration of Envoy Gateway, Contour and Ambassador.',
      notRead: 'Bootstrap configuration (see pods and configmaps); credentials in policies.',
    },
  },
  platform: {
    title: 'platform objects',
    area: 'addons',
    lists: {
      why: 'Settings of OpenShift, k0s, k3s, Cluster API, CNIs, backup, policy, GitOps and monitoring add-ons; budgets, quotas and admission policies.',
      notRead: 'Fields that no check requires; credentials, except whether one is set.',
    },
  },
} as const satisfies Readonly<Record<string, CollectorFacts>>;

/** Checks declare their requirements by these ids. */
export type CollectorId = keyof typeof TABLE;

/** Those that list their kinds and do nothing else. */
export type ListingId = {
  [K in CollectorId]: (typeof TABLE)[K] extends { lists: object } ? K : never;
}[CollectorId];

export const COLLECTORS: Readonly<Record<CollectorId, CollectorFacts>> = TABLE;

export const COLLECTOR_IDS = Object.keys(TABLE) as readonly CollectorId[];
