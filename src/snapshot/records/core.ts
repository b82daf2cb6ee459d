/**
 * Flat records: what is kept of each Kubernetes object. Small on purpose (about 1 KB of heap a pod) and free of secrets.
 * A field that the object did not set is absent, so that a default stays distinguishable from a choice.
 */

export type StringMap = Readonly<Record<string, string>>;

/** Identity of a record. `namespace` is absent for cluster-scoped kinds. */
export interface Named {
  namespace?: string;
  name: string;
}

export interface OwnerRecord {
  kind: string;
  name: string;
}

export interface ContainerRecord {
  name: string;
  image: string;
  /** `init`, `sidecar` (init container with restartPolicy Always) or absent for an ordinary container. */
  role?: 'init' | 'sidecar';
  /**
   * Only for recognised components (control plane, etcd, Envoy, mesh, dashboards ...; see project/components.ts), masked.
   * Absent for everything else: arguments of ordinary programs may hold secrets.
   */
  command?: readonly string[];
  args?: readonly string[];
  /** Environment variables of recognised components whose names are on the allow-list, masked. */
  env?: StringMap;
  ports?: readonly { name?: string; port: number; hostPort?: number; protocol?: string }[];
  privileged?: boolean;
  runAsUser?: number;
  runAsNonRoot?: boolean;
  allowPrivilegeEscalation?: boolean;
  capabilitiesAdd?: readonly string[];
  capabilitiesDrop?: readonly string[];
  readOnlyRootFilesystem?: boolean;
  /** Type of the seccomp profile: `RuntimeDefault`, `Localhost` or `Unconfined`. */
  seccomp?: string;
  /** Windows: a process of the host. */
  hostProcess?: boolean;
  /** Names of the Secrets that its environment is made from. */
  secretEnv?: readonly string[];
  /** Volume names that are mounted, with the path inside and read-only flag. */
  mounts?: readonly { volume: string; path: string; readOnly?: boolean; subPath?: string }[];
}

export interface VolumeRecord {
  name: string;
  /** API field of the source: hostPath, persistentVolumeClaim, configMap, secret, emptyDir, nfs, csi, awsElasticBlockStore ... */
  type: string;
  /** hostPath: path; persistentVolumeClaim: claim name; configMap, secret: name; nfs: server:path; csi: driver. */
  target?: string;
  /** hostPath only. */
  hostPathType?: string;
}

/** What pods of one owner share. One object in memory for all pods with the same content. */
export interface PodTemplate {
  /** Without per-pod labels (pod-template-hash stays, pod names and indexes go). */
  labels: StringMap;
  /** Only architecture-relevant annotations (istio, linkerd, kubeadm, config.mirror and config.source, ...). */
  annotations: StringMap;
  serviceAccount?: string;
  automountToken?: boolean;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  /** false = its users are others than those of the host. */
  hostUsers?: boolean;
  runAsUser?: number;
  runAsNonRoot?: boolean;
  seccomp?: string;
  hostProcess?: boolean;
  priorityClass?: string;
  runtimeClass?: string;
  nodeSelector?: StringMap;
  tolerations?: readonly { key?: string; operator?: string; value?: string; effect?: string }[];
  containers: readonly ContainerRecord[];
  volumes: readonly VolumeRecord[];
}

export interface PodRecord extends Named {
  namespace: string;
  uid?: string;
  node?: string;
  phase?: string;
  ready: boolean;
  restarts: number;
  /** ISO 8601; creationTimestamp. */
  created?: string;
  hostIP?: string;
  podIP?: string;
  /** Controller (ReplicaSet, DaemonSet, Node for mirror pods ...). */
  owner?: OwnerRecord;
  template: PodTemplate;
}

export interface NodeCondition {
  type: string;
  status: string;
  reason?: string;
}

export interface NodeRecord extends Named {
  uid?: string;
  created?: string;
  labels: StringMap;
  /** Only architecture-relevant annotations (k3s.io/, rke2.io/, talos.dev/, cluster.x-k8s.io/, kwok, kubeadm ...), masked. */
  annotations: StringMap;
  providerID?: string;
  podCIDRs?: readonly string[];
  /** `timeAdded`: ISO 8601; the node controller writes it on the taints that it sets. */
  taints: readonly { key: string; value?: string; effect: string; timeAdded?: string }[];
  unschedulable?: boolean;
  conditions: readonly NodeCondition[];
  addresses: readonly { type: string; address: string }[];
  kubeletVersion?: string;
  kubeProxyVersion?: string;
  containerRuntime?: string;
  osImage?: string;
  kernel?: string;
  os?: string;
  arch?: string;
  kubeletPort?: number;
  capacity: { cpu?: string; memory?: string; pods?: string };
}

export interface NamespaceRecord extends Named {
  uid?: string;
  created?: string;
  phase?: string;
  labels: StringMap;
  /** Allow-listed annotations only (mesh, pod security, node selector ...). */
  annotations: StringMap;
}

export type WorkloadKind = 'Deployment' | 'DaemonSet' | 'StatefulSet' | 'ReplicaSet' | 'Job' | 'CronJob';

export interface WorkloadRecord extends Named {
  kind: WorkloadKind;
  namespace: string;
  created?: string;
  labels: StringMap;
  owner?: OwnerRecord;
  /** Desired and ready; DaemonSets: scheduled and ready. Absent for Jobs and CronJobs. */
  replicas?: number;
  readyReplicas?: number;
  schedule?: string;
  /** Absent for the ReplicaSets of a Deployment and the Jobs of a CronJob: the owner holds it. */
  template?: PodTemplate;
}

export interface ServiceRecord extends Named {
  namespace: string;
  created?: string;
  labels: StringMap;
  /** Annotations that decide on exposure (load balancer type, internal, source ranges ...). */
  annotations: StringMap;
  type: string;
  clusterIP?: string;
  externalIPs?: readonly string[];
  externalName?: string;
  loadBalancerClass?: string;
  loadBalancerSourceRanges?: readonly string[];
  externalTrafficPolicy?: string;
  selector?: StringMap;
  ports: readonly {
    name?: string;
    port: number;
    targetPort?: string;
    nodePort?: number;
    protocol?: string;
  }[];
  /** IPs and host names of status.loadBalancer.ingress. */
  loadBalancer?: readonly string[];
}

export interface EndpointSliceRecord extends Named {
  namespace: string;
  service?: string;
  addressType: string;
  addresses: readonly string[];
  ports: readonly { name?: string; port?: number }[];
}

export interface ServiceAccountRecord extends Named {
  namespace: string;
  automountToken?: boolean;
  /** Cloud identity annotations only (eks.amazonaws.com/role-arn, iam.gke.io/gcp-service-account, azure.workload.identity/...). */
  annotations: StringMap;
}

/** Metadata only: values never leave the API server. */
export interface SecretRecord extends Named {
  namespace: string;
  created?: string;
  labels: StringMap;
  /** It holds a token of this service account, which does not run out: annotation kubernetes.io/service-account.name. */
  serviceAccount?: string;
}

/** Only ConfigMaps that are asked for by name (see collect/collectors/configmaps.ts), only the keys named there, masked. */
export interface ConfigMapRecord extends Named {
  namespace: string;
  data: StringMap;
}

export interface LeaseRecord extends Named {
  namespace: string;
  labels: StringMap;
  annotations: StringMap;
  created?: string;
  holder?: string;
  durationSeconds?: number;
  renewTime?: string;
  transitions?: number;
}
