/**
 * The result: the one contract that reporters see. Everything is sorted, nothing depends on the clock, on the order of
 * arrival or on chance, so that two runs over the same snapshot are equal byte for byte.
 */

import type { Confidence, Evidence, Known, Witness } from '../shared/evidence.ts';

export type { Confidence, Evidence, Known, Witness };

export const RESULT_FORMAT = 'archmap-result';
export const RESULT_VERSION = 1;

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
/** Worst first. */
export type Severity = (typeof SEVERITIES)[number];

export const AREAS = [
  'api-server',
  'etcd',
  'control-plane',
  'nodes',
  'namespaces',
  'workloads',
  'network',
  'exposure',
  'storage',
  'identities',
  'addons',
  'istio',
  'envoy',
  'version',
] as const;
export type Area = (typeof AREAS)[number];

export type VerdictKind = 'fail' | 'pass' | 'unknown' | 'not-applicable' | 'error';

export interface ObjectRef {
  kind: string;
  namespace?: string;
  name: string;
}

export interface Verdict {
  check: string;
  title: string;
  area: Area;
  severity: Severity;
  verdict: VerdictKind;
  /** Absent = the cluster as a whole. */
  object?: ObjectRef;
  /** One sentence: what is the case here. For `unknown`: why it cannot be known. */
  message: string;
  evidence: readonly Evidence[];
  /** `unknown` only: what would settle it, each a right, a flag or a command. */
  settle?: readonly string[];
  /** Whose job the fix is. */
  owner: 'you' | 'provider';
  /** Hash of check, object and detail; stable over runs and versions. */
  fingerprint: string;
}

export interface RiskReference {
  /** `CIS 1.12`, `NSA/CISA`, `MITRE ATT&CK`, `OWASP K8s 2025`, `docs`. */
  framework: string;
  id: string;
  url?: string;
}

/** Facts of a check that ran, so that a report needs nothing else. */
export interface CheckInfo {
  id: string;
  title: string;
  area: Area;
  severity: Severity;
  why: string;
  fix: string;
  references: readonly RiskReference[];
}

export interface ClusterIdentity {
  name?: string;
  context?: string;
  server?: string;
  /** Server's gitVersion. */
  version: Known<string>;
  /** kubeadm, k3s, EKS ... with the signals that say so. */
  distribution: Known<string>;
  /** AWS, GCP, Azure, on-premises ... */
  provider: Known<string>;
  /** The control plane is run by the provider. */
  managed: Known<boolean>;
  /** UID of kube-system: what tools use as the cluster's id. */
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
  /** What showed it. */
  seenBy: Witness;
}

export interface ComponentRow {
  name: ComponentName;
  /** `pods`, `leases`, `endpoint`, `provider`, `none`: where it was seen. */
  seenBy: readonly Witness[];
  instances: readonly ComponentInstance[];
  replicas: Known<number>;
  version: Known<string>;
  healthy: Known<boolean>;
  /** Key flags: name -> value with who said so. */
  flags: readonly { name: string; value: string; evidence: Evidence }[];
  /** One line for people: `3 pods`, `run by EKS, not visible`, ... */
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
  /** Lease renewal in the minute before the snapshot; absent when leases were not seen. */
  heartbeat?: boolean;
  /** Nodes with equal role, zone-less shape, version and runtime share a pool. */
  pool: string;
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
  /** One of the four that every cluster has. */
  initial: boolean;
  /** The distribution, a cloud or an add-on made it. */
  system: boolean;
  phase?: string;
  podSecurity?: string;
  mesh?: string;
  pods?: number;
  workloads?: number;
  services?: number;
  networkPolicies?: number;
  /** Risks in it, by severity. */
  risks: Readonly<Partial<Record<Severity, number>>>;
}

export interface WorkloadRow {
  namespace: string;
  kind: string;
  name: string;
  replicas?: number;
  ready?: number;
  pods?: number;
  images: readonly string[];
  serviceAccount?: string;
  /** hostNetwork, hostPath, privileged, ... */
  traits: readonly string[];
}

export interface AddonRow {
  id: string;
  /** Product name, e.g. `Istio`. */
  name: string;
  category: string;
  version?: string;
  namespaces: readonly string[];
  /** Form: `sidecar, revision default`, `ambient`, `Contour` ... */
  form?: string;
  components: readonly { name: string; kind: string; namespace?: string; ready?: string; version?: string }[];
  evidence: readonly Evidence[];
  notes: readonly string[];
}

export interface StorageRow {
  kind: 'StorageClass' | 'CSIDriver' | 'PersistentVolume' | 'PersistentVolumeClaim';
  namespace?: string;
  name: string;
  detail: string;
  /** StorageClass, volume type or driver. */
  type?: string;
  phase?: string;
  capacity?: string;
  isDefault?: boolean;
}

export interface EntryPointRow {
  /** LoadBalancer, NodePort, ExternalIP, HostPort, HostNetwork, Ingress, Gateway, API server. */
  type: string;
  object: ObjectRef;
  addresses: readonly string[];
  ports: readonly string[];
  hosts: readonly string[];
  /** public, internal (private addresses or an internal load balancer), unknown. */
  reach: 'public' | 'internal' | 'unknown';
  /** Where it leads. */
  target?: string;
  tls?: boolean;
}

export interface IdentityRow {
  subject: string;
  kind: 'User' | 'Group' | 'ServiceAccount';
  /** `cluster-admin`, `reads all Secrets`, ...; worst first. */
  powers: readonly string[];
  bindings: readonly string[];
  /** The distribution or Kubernetes itself made the binding. */
  builtIn: boolean;
  /** ServiceAccounts: pods that run as it. */
  pods?: number;
}

export interface CoverageRow {
  collector: string;
  title: string;
  area: string;
  status: 'ok' | 'forbidden' | 'absent' | 'partial' | 'failed';
  count: number;
  reason?: string;
  /** Rights that would settle it, `list nodes`, `get /metrics`. */
  missing: readonly string[];
  notes: readonly string[];
}

export interface ResultSummary {
  /** Fails by severity. */
  risks: Readonly<Record<Severity, number>>;
  verdicts: Readonly<Record<VerdictKind, number>>;
  checks: number;
  /** Number of objects listed, for the overview. */
  counts: Readonly<{
    nodes?: number;
    namespaces?: number;
    pods?: number;
    workloads?: number;
    services?: number;
  }>;
}

export interface Result {
  format: typeof RESULT_FORMAT;
  schemaVersion: number;
  tool: string;
  /** Time of the snapshot, ISO 8601, UTC. */
  takenAt: string;
  source: 'live' | 'files';
  /** Namespace limit, absent = all. */
  namespace?: string;
  cluster: ClusterIdentity;
  coverage: readonly CoverageRow[];
  controlPlane: readonly ComponentRow[];
  nodes: readonly NodeRow[];
  nodePools: readonly NodePoolRow[];
  namespaces: readonly NamespaceRow[];
  workloads: readonly WorkloadRow[];
  addons: readonly AddonRow[];
  storage: readonly StorageRow[];
  exposure: readonly EntryPointRow[];
  identities: readonly IdentityRow[];
  /** Facts of every check that ran. */
  checks: readonly CheckInfo[];
  /** Worst first; every verdict, passes too. */
  verdicts: readonly Verdict[];
  summary: ResultSummary;
}
