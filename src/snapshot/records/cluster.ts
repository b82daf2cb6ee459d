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

/** HTTPRoute, TLSRoute, GRPCRoute, TCPRoute, VirtualService: who they attach to and where they lead. */
export interface RouteRecord extends Named {
  namespace: string;
  kind: string;
  parents: readonly string[];
  hosts: readonly string[];
  backends: readonly string[];
}

/** Every policy kind that limits traffic; only what coverage needs. */
export interface NetworkPolicyRecord {
  namespace?: string;
  name: string;
  /** NetworkPolicy, CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy, GlobalNetworkPolicy, AdminNetworkPolicy ... */
  kind: string;
  /** Labels that pods must have; `{}` = all pods of the scope; absent = not understood (custom selector language). */
  podSelector?: StringMap;
  /** True when the selector uses expressions or another language, so that only a part of the pods may be meant. */
  selectorIsComplex?: boolean;
  ingress: boolean;
  egress: boolean;
  /** Some rule lets everybody in on every port: the pods that it picks are as open as without any policy. */
  openIngress?: boolean;
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
  claim?: string;
  /** API field of the source: csi, hostPath, local, nfs, awsElasticBlockStore ... */
  type: string;
  /** CSI driver, host path or NFS server:path. */
  target?: string;
  /** Zones from node affinity. */
  zones?: readonly string[];
}

export interface PersistentVolumeClaimRecord extends Named {
  namespace: string;
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
  service?: string;
  insecureSkipTlsVerify: boolean;
  available?: boolean;
  reason?: string;
}

export interface WebhookRecord extends Named {
  kind: 'ValidatingWebhookConfiguration' | 'MutatingWebhookConfiguration';
  labels: StringMap;
  webhooks: readonly {
    name: string;
    failurePolicy?: string;
    timeoutSeconds?: number;
    service?: string;
    url?: boolean;
    /** Where the URL leads: the API server's own machine, a Service by name, or somewhere else. The URL is not kept. */
    urlLeads?: 'loopback' | 'cluster' | 'elsewhere';
    hasCaBundle: boolean;
    /** `key op values` per expression, and matchLabels as `key=value`. */
    namespaceSelector?: readonly string[];
    objectSelector?: readonly string[];
    /** CEL conditions narrow what it is asked for; their text is not kept. */
    matchConditions?: boolean;
    rules: readonly {
      operations: readonly string[];
      apiGroups: readonly string[];
      resources: readonly string[];
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
  hasOverloadManager: boolean;
}
