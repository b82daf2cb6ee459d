/** Sections of a result: one row per object. Optional fields are absent if they were not observed. */
import type { Evidence, Known, EvidenceSource } from '../shared/evidence.ts';
import type { EnvoyDetail } from './envoy.ts';
import type { IstioDetail, MtlsState } from './mesh.ts';
import type { WorkloadNetwork } from './network.ts';
import type { Severity } from './severity.ts';

export type { ObjectRef } from './object-ref.ts';

export interface ClusterIdentity {
  name?: string;
  context?: string;
  server?: string;
  /** Server's gitVersion. */
  version: Known<string>;
  /** kubeadm, k3s, EKS ... with the signals that identify it. */
  distribution: Known<string>;
  /** AWS, GCP, Azure, on-premises ... */
  provider: Known<string>;
  /** The control plane is managed by the provider. */
  managed: Known<boolean>;
  /** UID of kube-system, commonly used as the cluster ID. */
  uid?: string;
  user?: string;
}

export type ComponentName =
  | 'kube-apiserver'
  | 'etcd'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'cloud-controller-manager'
  | 'kube-proxy'
  | 'coredns'
  | 'konnectivity';

export interface ComponentInstance {
  name: string;
  node?: string;
  version?: string;
  image?: string;
  ready?: boolean;
  restarts?: number;
  leader?: boolean;
  /** The data source. */
  source: EvidenceSource;
}

export interface ComponentFlag {
  name: string;
  value: string;
  /** Instances that have this value; absent = all of them. */
  instances?: readonly string[];
  evidence: Evidence;
}

export interface ComponentRow {
  name: ComponentName;
  /** `pods`, `leases`, `endpoint`, `provider`, `none`: the data source. */
  sources: readonly EvidenceSource[];
  instances: readonly ComponentInstance[];
  replicas: Known<number>;
  version: Known<string>;
  healthy: Known<boolean>;
  /** Key flags with their data sources; one entry per value. */
  flags: readonly ComponentFlag[];
  /** One line for people: `3 Pods`, `managed by EKS, not exposed`, ... */
  summary: string;
  notes: readonly string[];
}

export interface NodeRow {
  name: string;
  roles: readonly string[];
  ready: boolean;
  zone?: string;
  region?: string;
  version?: string;
  runtime?: string;
  os?: string;
  kernel?: string;
  arch?: string;
  instanceType?: string;
  internalIPs: readonly string[];
  externalIPs: readonly string[];
  taints: readonly string[];
  /** Unhealthy conditions, `MemoryPressure` ... */
  problems: readonly string[];
  unschedulable: boolean;
  pods?: number;
  /** Numbers that are lower bounds, because a list was incomplete. */
  atLeast?: readonly 'pods'[];
  /** Lease renewal in the minute before the snapshot; absent if leases were not collected. */
  leaseFresh?: boolean;
  /** Nodes with equal role, zone-less shape, version and runtime share a pool. */
  pool: string;
  /** Creation time, ISO 8601, UTC. */
  created?: string;
}

export interface NodePoolRow {
  name: string;
  nodes: number;
  ready: number;
  roles: readonly string[];
  versions: readonly string[];
  zones: readonly string[];
  runtimes: readonly string[];
}

export interface NamespaceRow {
  name: string;
  /** One of the four initial namespaces of Kubernetes. */
  builtIn: boolean;
  /** Created by the distribution, a cloud provider or an add-on. */
  system: boolean;
  phase?: string;
  podSecurity?: string;
  mesh?: string;
  /** Of a namespace in a mesh: whether its Pods accept connections with mutual TLS only. */
  mtls?: MtlsState;
  pods?: number;
  workloads?: number;
  services?: number;
  networkPolicies?: number;
  /** What it is for, and why. */
  purpose?: NamespacePurpose;
  /** Labels and annotations that name the people responsible for it. */
  owners?: Readonly<Record<string, string>>;
  /** The modes of Pod Security admission that its labels set: `baseline`, `restricted (v1.30)`. */
  podSecurityLabels?: Readonly<Partial<Record<'enforce' | 'audit' | 'warn', string>>>;
  /** The strictest level that admits all Pods and Pod templates; absent without any. */
  podSecurityNeed?: PodSecurityNeed;
  /** ResourceQuotas and LimitRanges, with what they limit; absent where they were not collected. */
  quotas?: readonly NamespaceLimitRow[];
  limitRanges?: readonly NamespaceLimitRow[];
  /** Other namespaces with application Pods on the same nodes, and the number of those nodes. */
  sharedNodes?: { nodes: number; namespaces: readonly string[] };
  /** Priority classes that its Pods name. */
  priorityClasses?: readonly string[];
  /** What blocks its deletion. */
  blockers?: readonly string[];
  /** Risks in it, by severity; empty = none. Absent = none found, but some checks could not be evaluated there. */
  risks?: Readonly<Partial<Record<Severity, number>>>;
  /** Numbers that are lower bounds, because a list was incomplete or a check is missing. */
  atLeast?: readonly ('pods' | 'workloads' | 'services' | 'networkPolicies' | 'risks')[];
  /** Creation time, ISO 8601, UTC. */
  created?: string;
}

export interface NamespacePurpose {
  type: 'built-in' | 'system' | 'add-on' | 'application' | 'unknown';
  why: string;
}

/** The level is absent where it is unknown; `reasons`: what a stricter level forbids, or why it is unknown. */
export interface PodSecurityNeed {
  level?: 'privileged' | 'baseline' | 'restricted';
  reasons: readonly string[];
}

export interface NamespaceLimitRow {
  name: string;
  /** `requests.cpu 4`, `Container default.memory 512Mi`. */
  limits: readonly string[];
}

export interface WorkloadRow {
  namespace: string;
  kind: string;
  name: string;
  replicas?: number;
  ready?: number;
  pods?: number;
  /** Numbers that are lower bounds, because a list was incomplete. */
  atLeast?: readonly 'pods'[];
  images: readonly string[];
  serviceAccount?: string;
  /** Of a CronJob. */
  schedule?: string;
  /** hostNetwork, hostPath, privileged, ... */
  traits: readonly string[];
  /** Pools of the nodes that its pods run on; absent if no pod was observed on a node. */
  pools?: readonly string[];
  /** PersistentVolumeClaims that its pods mount, of its own namespace; those of StatefulSet templates by their pods. */
  claims?: readonly string[];
  /** Creation time, ISO 8601, UTC. */
  created?: string;
  /** Services of its namespace with its pods as backends. */
  services?: readonly string[];
  /** What policies allow for its pods on the Pod network; absent without such pods. */
  network?: WorkloadNetwork;
}

export interface AddonRow {
  id: string;
  /** Product name, e.g. `Istio`. */
  name: string;
  category: string;
  version?: string;
  /** `running`, `down`, `leftover`, `controller-missing` or `external`; absent if unknown. */
  state?: string;
  namespaces: readonly string[];
  /** Form: `sidecar, revision default`, `ambient`, `Contour` ... */
  form?: string;
  components: readonly { name: string; kind: string; namespace?: string; ready?: string; version?: string }[];
  evidence: readonly Evidence[];
  notes: readonly string[];
  /** Of Istio. */
  istio?: IstioDetail;
  /** Of Envoy. */
  envoy?: EnvoyDetail;
}

/** A certificate that the cluster exposes. */
export interface CertificateRow {
  /** `serving`, `client-ca`, `front-proxy-ca`, `cluster-ca`, `webhook-ca`, ...: its usage. */
  use: string;
  /** Kind of the object that contains it; `APIServer` for the TLS handshake. */
  holder: string;
  namespace?: string;
  name: string;
  /** Key of a ConfigMap, name of a webhook. */
  part?: string;
  subject: string;
  issuer: string;
  /** ISO 8601, UTC. */
  notBefore: string;
  notAfter: string;
  /** Whole days from the time of the snapshot to its expiry; negative if expired. */
  daysLeft: number;
  isCA: boolean;
  /** `rsa 2048`, `ec 256`. */
  key?: string;
  signature?: string;
  /** SHA-256, hex. */
  fingerprint: string;
}

export interface IdentityRow {
  subject: string;
  kind: 'User' | 'Group' | 'ServiceAccount';
  /** `cluster-admin`, `reads all Secrets`, ...; worst first. */
  permissions: readonly string[];
  /** Roles that it is bound to and whose rules were not collected: it may have more privileges. */
  uncollectedRoles?: readonly string[];
  bindings: readonly string[];
  /** All its bindings are built in: created by Kubernetes or the distribution. */
  builtIn: boolean;
  /** ServiceAccounts: pods that run as it. */
  pods?: number;
  /** Numbers that are lower bounds, because a list was incomplete. */
  atLeast?: readonly 'pods'[];
}

/** Permissions of the current user, of those that the collectors require for built-in APIs. */
export interface PermissionsRow {
  evaluated: number;
  allowed: number;
}

export interface CoverageRow {
  collector: string;
  title: string;
  area: string;
  status: 'ok' | 'permission-denied' | 'unavailable' | 'partial' | 'collection-failed';
  count: number;
  reason?: string;
  /** Permissions that it lacks, `list nodes`, `get /metrics`. */
  missing: readonly string[];
  notes: readonly string[];
}
