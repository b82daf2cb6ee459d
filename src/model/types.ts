import type { DistributionId } from '../data/distributions.ts';
import type { Known } from '../shared/evidence.ts';
import type {
  ApiServiceRecord,
  BindingRecord,
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
  SecretRecord,
  StorageClassRecord,
  StringMap,
  SubjectRecord,
  WebhookRecord,
} from '../snapshot/records/index.ts';
import type { CertificateFacts } from './certificate-types.ts';
import type { ControlPlaneFacts } from './control-plane/types.ts';
import type { Backend, BackendRef } from './backends.ts';
import type { EntryPoint, ServiceFacts } from './entry-types.ts';
import type { TrustFacts } from './trust-types.ts';
import type { WebhookFacts } from './webhooks.ts';
import type { CollectorId, Outcome, Snapshot } from '../snapshot/types.ts';

export type * from './certificate-types.ts';
export type { Destination, EntryPoint, ServiceFacts } from './entry-types.ts';
export type * from './control-plane/types.ts';
export type * from './trust-types.ts';

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
  /** The distribution is not known, and lists that could tell it were not all seen. */
  distributionOpen: boolean;
  /** Files of more than one cluster were given together. */
  severalClusters?: true;
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
  /** Made up by vCluster: its name is that of a node of the hosting cluster, and nothing else of it is told by anybody. */
  invented: boolean;
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
  whyUnknown: { reason: string; settle: readonly string[] };
}

export interface NamespaceFacts {
  record: NamespaceRecord;
  name: string;
  initial: boolean;
  /** Made by the distribution, a cloud or an add-on, as far as an administrator's word shows it (TrustFacts.isProducts). */
  system: boolean;
  /** Its name is an add-on's, and whether it is the add-on's cannot be told: why, and what would settle it. */
  unclear?: { reason: string; settle: readonly string[] };
  /** pod-security.kubernetes.io/enforce. */
  podSecurity?: string;
  pods: readonly PodRecord[];
}

/** One of the pod templates of a workload, and who has it. */
export interface TemplateFacts {
  template: PodTemplate;
  /** It stands in the controller (or in one that the controller made): pods will be made from it. */
  ofController: boolean;
  /** Pods that look like this, by name. */
  pods: readonly PodRecord[];
  /** Labels that its nodes must have: its own word and, for pods that are still to be made, that of its RuntimeClass. */
  nodeSelector: StringMap;
  /** It names a RuntimeClass that was not seen, and which may add to that. */
  classUnseen?: boolean;
}

/** A controller with its pods, or a pod that nobody controls. */
export interface WorkloadFacts {
  kind: string;
  namespace: string;
  name: string;
  replicas?: number;
  ready?: number;
  schedule?: string;
  /**
   * What a pod of it looks like: the first pod's template, which shows what admission has added, else the controller's. For what is
   * shown of it and what it is recognised by; what is wrong with it is asked of all `templates`.
   */
  template: PodTemplate;
  /** Every template that differs: the controller's first, then those of pods, in the order of the pods. Never empty. */
  templates: readonly TemplateFacts[];
  /**
   * Which pods are made from the controller's template as it is now, by the controller's own count? all: what they have beside it,
   * admission has added. unseen: all that it counts, and not all of them were seen. unknown: some may be of an older template, or come
   * from somewhere else.
   */
  updated: 'all' | 'unseen' | 'unknown';
  /** StatefulSets: volumes that are claims, made for each pod. */
  claimTemplates?: readonly string[];
  /** Those among them that name the PersistentVolume that they ask for. */
  claimedVolumes?: readonly { template: string; volume: string }[];
  pods: readonly PodRecord[];
  /** Static pod: a node's kubelet runs it from a file. */
  mirror: boolean;
}

export interface PodFacts {
  /** The list was read to its end: a pod that is not among them does not exist. */
  complete: boolean;
  /** The same of the controllers that make pods. */
  controllersComplete: boolean;
  all: readonly PodRecord[];
  byNamespace: ReadonlyMap<string, readonly PodRecord[]>;
  byNode: ReadonlyMap<string, readonly PodRecord[]>;
}

export interface StorageFacts {
  /** All volumes, and all claims of this namespace, were listed. */
  isComplete: (namespace: string) => boolean;
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
  /** What the role says; where it was not seen and Kubernetes ships one of that name, what that says at the least. */
  rules: readonly PolicyRule[];
  /** The rules are those that are shipped, because the role itself was not seen. */
  assumed?: boolean;
  /** Namespace of a RoleBinding; absent = cluster-wide. */
  namespace?: string;
  /** Kubernetes' own defaults or the distribution's: this subject is bound to this role as shipped, and the role says no more than shipped. */
  builtIn: boolean;
  /** Some distribution ships it so, and which one this is is not known. */
  perhapsBuiltIn?: true;
  /** The same of an older release: upgrades keep it. The last minor that made it. */
  leftOver?: number;
}

export interface RbacFacts {
  /** A user that is a service account by its name (`system:serviceaccount:ns:name`) stands here as that account. */
  grants: readonly Grant[];
  roles: readonly RoleRecord[];
  bindings: readonly BindingRecord[];
  serviceAccounts: readonly ServiceAccountRecord[];
}

/** What reaches the pods of a namespace that are on the pod network, by the policies that pick them. */
export interface IngressFacts {
  /** How many there are; those on the host network and those that ran to completion do not count. */
  pods: number;
  /** How many everybody reaches on most TCP ports: no policy picks them, or those that do let everybody in. */
  open: number;
  /** Of all that are open: it is to addresses outside the cluster, and not to every pod. */
  outsideOnly: boolean;
  /** That they are open depends on which other namespaces and pods there are. */
  conditional: boolean;
  /** Of how many it is not known: something that decides was not read. */
  unclear: number;
  /** Policies that let everybody in. */
  openers: readonly NetworkPolicyRecord[];
  /** Policies over the pods that not everybody reaches. */
  limiting: readonly NetworkPolicyRecord[];
}

export interface PolicyFacts {
  policies: readonly NetworkPolicyRecord[];
  /** `ignored`: as if there were none of these. `cilium`: known to be the network, and the only one. */
  ingress: (
    namespace: string,
    ignored?: ReadonlySet<NetworkPolicyRecord>,
    network?: 'cilium',
  ) => IngressFacts;
}

/** A PodDisruptionBudget, and what it is about. */
export interface BudgetFacts {
  record: CustomRecord;
  namespace: string;
  /** Pods that it picks and that a drain evicts. */
  pods: readonly PodRecord[];
  /** Pods that it picks and that a drain leaves where they are: of DaemonSets, and those that a kubelet runs from files. */
  staying: readonly PodRecord[];
  /** Pods that it picks and that name a DaemonSet which may be among those that were not seen, or that may be a kubelet's. */
  doubtful: readonly PodRecord[];
  /** How many that it picks have ended. */
  ended: number;
  /** All pods of its namespace were seen; and all controllers. */
  podsSeen: boolean;
  controllersSeen: boolean;
  /** How many DaemonSets make pods that it picks. */
  daemons: number;
  /** Controllers whose pods it picks, with the replicas that they are to have; by an autoscaler: the least, and the `most`. */
  scales: readonly { workload: WorkloadFacts; replicas?: number; most?: number; autoscaler?: string }[];
  /** Its selector is one that no pod can have. */
  picksNothing: boolean;
  /** Its selector has a requirement that cannot be read: it may pick fewer pods. */
  unclear: boolean;
}

/** Servers that the API server is told to call: behind webhooks and APIServices. */
export interface BackendFacts {
  of: (ref: BackendRef) => Backend;
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
  /** All objects of a kind that belongs to policies of networks; none are known where the API does not have the kind. */
  ofPolicyKind: (group: string, kind: string) => Known<readonly CustomRecord[]>;
  configMaps: readonly ConfigMapRecord[];
  /** One of the ConfigMaps that are read by name; a known undefined: there is none. */
  configMap: (namespace: string, name: string) => Known<ConfigMapRecord | undefined>;
  /** Where the control planes that inject Istio's proxies keep their configuration, by the injector's webhook configurations. */
  meshConfigs: readonly { namespace: string; name: string }[];
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
  readonly webhooks: WebhookFacts;
  readonly backends: BackendFacts;
  readonly budgets: readonly BudgetFacts[];
  readonly certificates: CertificateFacts;
  readonly client: ClientFacts;
  readonly kubelets: KubeletsFacts;
  readonly secrets: SecretFacts;
  readonly trust: TrustFacts;
  /** What was collected, as it lies in the snapshot: for rules that users wrote. */
  readonly records: Snapshot['records'];
  /** Outcome of a collector: how complete a list is. */
  outcome: (id: CollectorId) => Outcome;
}

export type ContainerFacts = ContainerRecord;
