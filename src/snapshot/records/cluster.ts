import type { Named, StringMap } from './core.ts';

export interface IngressRecord extends Named {
  namespace: string;
  className?: string;
  annotations: StringMap;
  /** One entry a rule host; absent host = `*`. */
  hosts: readonly string[];
  tlsHosts: readonly string[];
  hasTls: boolean;
  backends: readonly string[];
  loadBalancer?: readonly string[];
}

export interface ClassRecord extends Named {
  kind: 'IngressClass' | 'GatewayClass';
  controller?: string;
  isDefault: boolean;
}

/** Gateway API Gateway or Istio Gateway; `api` tells them apart. */
export interface GatewayRecord extends Named {
  namespace: string;
  api: 'gateway.networking.k8s.io' | 'networking.istio.io';
  className?: string;
  labels: StringMap;
  selector?: StringMap;
  listeners: readonly {
    name?: string;
    port?: number;
    protocol?: string;
    hosts: readonly string[];
    tlsMode?: string;
    httpsRedirect?: boolean;
    minTls?: string;
    allowedRoutes?: string;
  }[];
  addresses?: readonly string[];
}

/** HTTPRoute, TLSRoute, VirtualService, Route, IngressRoute ...: who they attach to and where they lead. */
export interface RouteRecord extends Named {
  namespace: string;
  kind: string;
  /** API group where one kind has several; absent in snapshots of older tools. */
  group?: string;
  parents: readonly string[];
  hosts: readonly string[];
  backends: readonly string[];
  /** TLS is asked for in the route itself; that of a Gateway stands there. */
  hasTls?: boolean;
  /** Its status says that every controller which it attaches to has refused it. */
  refused?: boolean;
  /** `namespace/name` of routes of its kind that it hands on to (delegates, included proxies). */
  includes?: readonly string[];
}

export interface PolicyRule {
  verbs: readonly string[];
  apiGroups?: readonly string[];
  resources?: readonly string[];
  resourceNames?: readonly string[];
  nonResourceURLs?: readonly string[];
}

export interface RoleRecord extends Named {
  kind: 'Role' | 'ClusterRole';
  labels: StringMap;
  rules: readonly PolicyRule[];
  /** ClusterRole with an aggregationRule: its rules are filled by the controller manager. */
  aggregated?: boolean;
  /** From ClusterRoles whose labels hold all requirements of one of these selectors. */
  gathers?: readonly (readonly string[])[];
}

export interface SubjectRecord {
  kind: 'User' | 'Group' | 'ServiceAccount';
  name: string;
  namespace?: string;
}

export interface BindingRecord extends Named {
  kind: 'RoleBinding' | 'ClusterRoleBinding';
  labels: StringMap;
  role: { kind: 'Role' | 'ClusterRole'; name: string };
  subjects: readonly SubjectRecord[];
}

export interface StorageClassRecord extends Named {
  provisioner: string;
  isDefault: boolean;
  reclaimPolicy?: string;
  bindingMode?: string;
  allowExpansion?: boolean;
  /** Only parameters on an allow-list (encrypted, kmsKeyId presence, type, fsType, replication). */
  parameters: StringMap;
}

export interface PersistentVolumeRecord extends Named {
  phase?: string;
  capacity?: string;
  accessModes: readonly string[];
  reclaimPolicy?: string;
  storageClass?: string;
  /** `namespace/name` of the claim that it is bound to, or kept for. */
  claim?: string;
  /** Absent where it is only kept for a claim of that name. */
  claimUid?: string;
  /** API field of the source: csi, hostPath, local, nfs, awsElasticBlockStore ... */
  type: string;
  /** CSI driver, host path or NFS server:path. */
  target?: string;
  /** Zones from node affinity. */
  zones?: readonly string[];
}

export interface PersistentVolumeClaimRecord extends Named {
  namespace: string;
  uid?: string;
  phase?: string;
  storageClass?: string;
  volume?: string;
  capacity?: string;
  accessModes: readonly string[];
}

export interface CsiDriverRecord extends Named {
  attachRequired?: boolean;
  fsGroupPolicy?: string;
}

export interface CrdRecord extends Named {
  group: string;
  kind: string;
  plural: string;
  scope: string;
  versions: readonly string[];
  /** gateway.networking.k8s.io/bundle-version, channel, helm release annotations. */
  annotations: StringMap;
  labels: StringMap;
}

export interface ApiServiceRecord extends Named {
  group: string;
  version: string;
  /** `namespace/name`; absent: the API server itself serves it. */
  service?: string;
  /** Absent in older snapshots: not known. */
  servicePort?: number;
  insecureSkipTlsVerify: boolean;
  available?: boolean;
  reason?: string;
}

export interface WebhookRecord extends Named {
  kind: 'ValidatingWebhookConfiguration' | 'MutatingWebhookConfiguration';
  labels: StringMap;
  webhooks: readonly {
    name: string;
    /** `Fail` or `Ignore`; absent = Fail, which v1 makes of it. */
    failurePolicy?: string;
    /** `Exact` or `Equivalent`; absent = Equivalent, which v1 makes of it. */
    matchPolicy?: string;
    timeoutSeconds?: number;
    /** `namespace/name`, also of a URL that names a Service. */
    service?: string;
    /** Port of the Service; absent in older snapshots: not known. */
    servicePort?: number;
    /** A number for the path under which the Service is asked: paths of one configuration with one number are alike. Absent in older snapshots. */
    path?: number;
    url?: boolean;
    /** Where the URL leads: the API server's own machine, a Service by name, or somewhere else. The URL is not kept. */
    urlLeads?: 'loopback' | 'cluster' | 'elsewhere';
    /** The URL's host where that is an IP address: it may be one of the cluster's own. */
    address?: string;
    /** What stands behind `.svc.` in the URL's host: the cluster's own domain, or somebody else's. */
    urlDomain?: string;
    hasCaBundle: boolean;
    /** Requirements as text, see snapshot/records/policy.ts. */
    namespaceSelector?: readonly string[];
    objectSelector?: readonly string[];
    /** CEL conditions narrow what it is asked for; their text is not kept. */
    matchConditions?: boolean;
    rules: readonly {
      operations: readonly string[];
      apiGroups: readonly string[];
      /** Absent = any, as in older snapshots. */
      apiVersions?: readonly string[];
      /** `pods`, `pods/binding`, `*`, `pods/*` ... */
      resources: readonly string[];
      /** `Cluster` or `Namespaced`; absent = both. */
      scope?: string;
    }[];
  }[];
}

/** A custom resource that the model reads; `spec` and `status` are cut to what project/custom.ts lists for its kind. */
export interface CustomRecord extends Named {
  group: string;
  kind: string;
  created?: string;
  labels: StringMap;
  annotations: StringMap;
  spec: Readonly<Record<string, unknown>>;
  status?: Readonly<Record<string, unknown>>;
}

/** What is kept of an Envoy bootstrap found in a ConfigMap or in arguments: facts, never the text. */
export interface EnvoyBootstrapRecord {
  namespace: string;
  /** `ConfigMap/name/key` or `Pod/name/container/args`. */
  source: string;
  admin?: { address: string; port?: number; pipe?: boolean };
  /** xDS clusters over the network without TLS. */
  plaintextXds?: readonly string[];
  listeners: readonly { address: string; port?: number; tls: boolean }[];
  /** Of them, those that pass on to the admin interface, more than its statistics and readiness. */
  adminBehind?: readonly { address: string; port?: number }[];
  hasOverloadManager: boolean;
}
