import type { DistributionId } from '../data/distributions.ts';
import type { Known } from '../shared/evidence.ts';
import type {
  ApiServiceRecord,
  BindingRecord,
  CertificateRecord,
  ClassRecord,
  ClientRecord,
  ConfigMapRecord,
  ContainerRecord,
  CrdRecord,
  CsiDriverRecord,
  CustomRecord,
  DiscoveryRecord,
  EnvoyBootstrapRecord,
  GatewayRecord,
  IdentityRecord,
  IngressRecord,
  KubeletRecord,
  NamespaceRecord,
  NetworkPolicyRecord,
  NodeRecord,
  PersistentVolumeClaimRecord,
  PersistentVolumeRecord,
  PodRecord,
  PodTemplate,
  PolicyRule,
  RoleRecord,
  RouteRecord,
  ServiceAccountRecord,
  ServiceRecord,
  SecretRecord,
  SigningRequestRecord,
  StorageClassRecord,
  SubjectRecord,
  WebhookRecord,
} from '../snapshot/records/index.ts';
import type { ControlPlaneFacts } from './control-plane/types.ts';
import type { CollectorId, Outcome, Snapshot } from '../snapshot/types.ts';

export type * from './control-plane/types.ts';

export interface ClusterFacts {
  /** Time of the snapshot; the only clock that the model and the checks know. */
  takenAt: Date;
  source: 'live' | 'files';
  namespace?: string;
  context?: string;
  server?: string;
  /** Host of that URL, and the addresses of its name from where the tool ran. */
  endpointHost?: string;
  endpointAddresses: readonly string[];
  uid?: string;
  user?: string;
  /** Server's gitVersion, e.g. `v1.37.2`. */
  version: Known<string>;
  /** Minor of the API server, e.g. 37. */
  minor: Known<number>;
  /** Minor whose behaviour the API server emulates, as `/version` tells; absent below 1.33 and where nobody told. */
  emulatedMinor?: number;
  distribution: Known<Distribution>;
  provider: Known<string>;
  /** The provider runs the control plane: its settings are the provider's job. */
  managed: Known<boolean>;
}

/** Ids are fixed; the name is for people. */
export interface Distribution {
  id: DistributionId;
  name: string;
}

export interface NodeFacts {
  record: NodeRecord;
  name: string;
  /** `control-plane`, `etcd`, `worker` and other role labels; `worker` when nothing else is said. */
  roles: readonly string[];
  controlPlane: boolean;
  ready: boolean;
  zone?: string;
  region?: string;
  /** Minor version of the kubelet. */
  minor?: number;
  internalIPs: readonly string[];
  externalIPs: readonly string[];
  /** Conditions that are bad: an unhealthy known type, or Ready that is not True. */
  problems: readonly string[];
  /** Lease renewed within 40 s before the newest renewal of the cluster; absent when leases were not seen. */
  heartbeat?: boolean;
  pods: number;
  /** How many pods the kubelet takes; absent when the node does not tell. */
  podLimit?: number;
  pool: string;
  /** The pool has a name of its own (a label of the cloud or the installer), not one made up of what its nodes have in common. */
  namedPool: boolean;
  /** `containerd://2.1.5` in its parts. */
  runtime?: RuntimeFacts;
  /** No machine with a kubelet of its own: virtual kubelets, one node a pod on Fargate. */
  virtual: boolean;
}

export interface RuntimeFacts {
  /** `containerd`, `cri-o`, `docker` ... */
  name: string;
  /** As the node tells it, with the suffix of its vendor. */
  version: string;
}

/** A kubelet as it told about itself through the node proxy. */
export interface KubeletFacts {
  /** Name of its node. */
  node: string;
  /** Effective setting by dotted path, as KubeletConfiguration names it; `` = not set, which is the zero value of its type. */
  setting: (path: string) => string;
  /** Flag of its command line; undefined where flags were not told. */
  flag: (name: string) => string | undefined;
  record: KubeletRecord;
}

/** What kubelets tell; only with `--kubelet`. */
export interface KubeletsFacts {
  /** Those that told their configuration, by name of their node. */
  told: readonly KubeletFacts[];
  /** Machines whose kubelet did not tell it; Infinity where nobody knows how many there are. */
  silent: number;
  /** Why, and what would settle it. */
  silence: { reason: string; settle: readonly string[] };
}

export interface NamespaceFacts {
  record: NamespaceRecord;
  name: string;
  initial: boolean;
  /** Made by the distribution, a cloud or a recognised add-on. */
  system: boolean;
  /** pod-security.kubernetes.io/enforce. */
  podSecurity?: string;
  pods: readonly PodRecord[];
}

/** A controller with its pods, or pods that nobody controls. */
export interface WorkloadFacts {
  kind: string;
  namespace: string;
  name: string;
  replicas?: number;
  ready?: number;
  schedule?: string;
  template: PodTemplate;
  pods: readonly PodRecord[];
  /** Static pod: a node's kubelet runs it from a file. */
  mirror: boolean;
}

export interface PodFacts {
  all: readonly PodRecord[];
  byNamespace: ReadonlyMap<string, readonly PodRecord[]>;
  byNode: ReadonlyMap<string, readonly PodRecord[]>;
}

export interface EntryPoint {
  type: 'LoadBalancer' | 'NodePort' | 'ExternalIP' | 'HostPort' | 'HostNetwork' | 'Ingress' | 'Gateway';
  kind: string;
  namespace?: string;
  name: string;
  /** All of them; those of nodes with the public ones first. */
  addresses: readonly string[];
  ports: readonly string[];
  hosts: readonly string[];
  /** By addresses: what stands before them does not show. */
  reach: 'public' | 'internal' | 'unknown';
  /** Public by addresses of nodes, or by one that a Service claims: no load balancer is known to let traffic through. */
  onNodes?: boolean;
  /** `Service ns/name` or `Deployment ns/name`. */
  target?: string;
  tls?: boolean;
  /** Service behind it, when there is exactly one to name. */
  service?: ServiceRecord;
}

export interface ServiceFacts {
  record: ServiceRecord;
  /** Pods that the selector picks; empty when it has none. */
  pods: readonly PodRecord[];
}

export interface StorageFacts {
  classes: readonly StorageClassRecord[];
  volumes: readonly PersistentVolumeRecord[];
  claims: readonly PersistentVolumeClaimRecord[];
  drivers: readonly CsiDriverRecord[];
}

export interface Grant {
  subject: SubjectRecord;
  binding: BindingRecord;
  /** Absent when the role does not exist or was not seen. */
  role?: RoleRecord;
  rules: readonly PolicyRule[];
  /** Namespace of a RoleBinding; absent = cluster-wide. */
  namespace?: string;
  /** Kubernetes' own defaults or the distribution's, by comparison of subjects and role names, not by label alone. */
  builtIn: boolean;
}

export interface RbacFacts {
  grants: readonly Grant[];
  roles: readonly RoleRecord[];
  bindings: readonly BindingRecord[];
  serviceAccounts: readonly ServiceAccountRecord[];
}

export interface PolicyFacts {
  policies: readonly NetworkPolicyRecord[];
  /** Namespaces whose pods are all picked by an ingress-limiting policy. */
  coverage: (namespace: string) => 'all' | 'some' | 'none' | 'not-understood';
}

/** Whose certificates the API server believes. */
export interface TrustFacts {
  clientCAs: readonly CertificateRecord[];
  frontProxyCAs: readonly CertificateRecord[];
  /** Names that a front proxy's certificate must have one of; empty = any. */
  frontProxyNames: readonly string[];
}

/** Certificates wherever the API shows one, and the requests for them. */
export interface CertificateFacts {
  /** Sorted by holder, then by their place in it. */
  shown: readonly CertificateRecord[];
  /** What the API server, or whoever stands before it, showed in the TLS handshake. */
  serving: Known<CertificateRecord>;
  /** What the API server publishes about itself in extension-apiserver-authentication. */
  trust: Known<TrustFacts>;
  /** CertificateSigningRequests; Kubernetes removes them an hour after they were decided. Sorted by name. */
  requests: readonly SigningRequestRecord[];
}

/** The one who looks, and how he comes in. */
export interface ClientFacts {
  means: Known<ClientRecord>;
  identity: Known<IdentityRecord>;
}

/** Metadata of Secrets; never a value. */
export interface SecretFacts {
  /** Those that were seen, sorted. */
  seen: readonly SecretRecord[];
  /** Their number, when the whole list was read; else why it was not. */
  all: Known<number>;
}

/** Raw material for add-on detectors: cheap lists, read as they are. */
export interface ExtensionFacts {
  crds: readonly CrdRecord[];
  discovery: readonly DiscoveryRecord[];
  apiServices: readonly ApiServiceRecord[];
  webhooks: readonly WebhookRecord[];
  classes: readonly ClassRecord[];
  gateways: readonly GatewayRecord[];
  routes: readonly RouteRecord[];
  ingresses: readonly IngressRecord[];
  custom: readonly CustomRecord[];
  configMaps: readonly ConfigMapRecord[];
  /** One of the ConfigMaps that are read by name; a known undefined: there is none. */
  configMap: (namespace: string, name: string) => Known<ConfigMapRecord | undefined>;
  envoyBootstraps: readonly EnvoyBootstrapRecord[];
  /** API groups that are served or have CRDs. */
  groups: ReadonlySet<string>;
}

/** The cluster's architecture. Parts are built when first read and kept. */
export interface ClusterModel {
  readonly cluster: ClusterFacts;
  readonly controlPlane: ControlPlaneFacts;
  readonly nodes: readonly NodeFacts[];
  readonly namespaces: readonly NamespaceFacts[];
  readonly pods: PodFacts;
  readonly workloads: readonly WorkloadFacts[];
  readonly services: readonly ServiceFacts[];
  readonly exposure: readonly EntryPoint[];
  readonly networkPolicies: PolicyFacts;
  readonly storage: StorageFacts;
  readonly rbac: RbacFacts;
  readonly extensions: ExtensionFacts;
  readonly certificates: CertificateFacts;
  readonly client: ClientFacts;
  readonly kubelets: KubeletsFacts;
  readonly secrets: SecretFacts;
  /** What was collected, as it lies in the snapshot: for rules that users wrote. */
  readonly records: Snapshot['records'];
  /** Outcome of a collector: how complete a list is. */
  outcome: (id: CollectorId) => Outcome;
}

export type ContainerFacts = ContainerRecord;
