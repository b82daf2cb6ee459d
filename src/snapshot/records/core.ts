/**
 * Flat records: what is kept of each Kubernetes object. Small on purpose (about 1 KB of heap a pod) and free of secrets.
 * A field that the object did not set is absent, so that a default stays distinguishable from a choice.
 */
import type { WorkloadKind } from '../workload-kinds.ts';

export type StringMap = Readonly<Record<string, string>>;

/** Identity of a record. `namespace` is absent for cluster-scoped kinds. */
export interface Named {
  namespace?: string;
  name: string;
}

export interface OwnerRecord {
  kind: string;
  name: string;
  /** Absent in manifests, and in snapshots of older tools. */
  uid?: string;
  /** API group, where it is another than those of Kubernetes' own controllers: a `Job` may be somebody else's kind. */
  group?: string;
}

export interface ContainerRecord {
  name: string;
  image: string;
  /** `init`, `sidecar` (init container with restartPolicy Always), `ephemeral`, or absent for an ordinary container. */
  role?: 'init' | 'sidecar' | 'ephemeral';
  /**
   * Only for recognised components (control plane, etcd, Envoy, mesh, dashboards ...; see project/components.ts), masked.
   * Absent for everything else: arguments of ordinary programs may hold secrets.
   */
  command?: readonly string[];
  args?: readonly string[];
  /** Environment variables of recognised components whose names are on the allow-list, or that the command line of a server of the control plane refers to, masked. */
  env?: StringMap;
  /**
   * Of servers of the control plane: such variables whose values come from elsewhere (ConfigMap, Secret), `*` = from anywhere. Absent: not
   * told.
   */
  hiddenEnv?: readonly string[];
  ports?: readonly { name?: string; port: number; hostPort?: number; hostIP?: string; protocol?: string }[];
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
  /** It sets other fields by which it limits itself: group, SELinux, AppArmor, procMount, Windows user. */
  otherLimits?: boolean;
  /** Names of the Secrets that its environment is made from. */
  secretEnv?: readonly string[];
  /** Volume names that are mounted or given as a block device, with the path inside and read-only flag. */
  mounts?: readonly {
    volume: string;
    path: string;
    readOnly?: boolean;
    subPath?: string;
    /** As a block device. */
    device?: boolean;
  }[];
}

export interface VolumeRecord {
  name: string;
  /** API field of the source: hostPath, persistentVolumeClaim, configMap, secret, emptyDir, nfs, csi, awsElasticBlockStore ... */
  type: string;
  /**
   * hostPath: path; persistentVolumeClaim: claim name; configMap, secret: name; projected: name of the first Secret in it; nfs:
   * server:path; csi: driver.
   */
  target?: string;
  /** hostPath only. */
  hostPathType?: string;
  /** projected: a token of the pod's account for the API server is in it. */
  apiToken?: boolean;
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
  /** As of a container. */
  otherLimits?: boolean;
  /** `spec.os.name`: the API server checks the other fields by it, and kubelets of another system refuse the pod. */
  os?: string;
  /** Operating systems that its required node affinity leaves over; absent = it does not ask. */
  affinityOs?: readonly string[];
  priorityClass?: string;
  runtimeClass?: string;
  nodeSelector?: StringMap;
  tolerations?: readonly { key?: string; operator?: string; value?: string; effect?: string }[];
  containers: readonly ContainerRecord[];
  volumes: readonly VolumeRecord[];
  /** It has more containers, volumes, mounts or ports than are kept. */
  cut?: boolean;
}

export interface PodRecord extends Named {
  namespace: string;
  uid?: string;
  node?: string;
  phase?: string;
  /** Condition Ready; absent where the object has no status, as in a manifest, or was stripped of it. */
  ready?: boolean;
  /** Of all its containers; absent where their states are not told. */
  restarts?: number;
  /** Somebody has asked for its deletion. */
  deleting?: boolean;
  /** ISO 8601; creationTimestamp. */
  created?: string;
  hostIP?: string;
  podIP?: string;
  /** Where there are several families: all of them. */
  podIPs?: readonly string[];
  /** Controller (ReplicaSet, DaemonSet, Node for mirror pods ...). */
  owner?: OwnerRecord;
  /** As somebody wrote it into a file: no API server has given it a uid or a status. Only the reader of files sets this. */
  manifest?: boolean;
  /** Which of several manifests of this name it is, by the end of its path: hosts have one each. Only the reader of files sets this. */
  file?: string;
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

export interface WorkloadRecord extends Named {
  kind: WorkloadKind;
  namespace: string;
  uid?: string;
  created?: string;
  labels: StringMap;
  owner?: OwnerRecord;
  /** Desired and ready; DaemonSets: scheduled and ready. Absent for Jobs and CronJobs. */
  replicas?: number;
  readyReplicas?: number;
  /** Pods made from the template as it is now; only where the controller has seen this template and counts no other pod. */
  updatedReplicas?: number;
  /** A Job that is over: it makes no more pods. */
  finished?: boolean;
  schedule?: string;
  /** Absent for the ReplicaSets of a Deployment, the ReplicationControllers of a DeploymentConfig and the Jobs of a CronJob. */
  template?: PodTemplate;
  /** What those have: the owner's as it was then. Absent where the object was read as metadata alone (ReplicaSets of a live cluster). */
  copiedTemplate?: PodTemplate;
  /** StatefulSets: names of the claim templates, which are names of volumes, too. */
  claimTemplates?: readonly string[];
}

export interface ServiceRecord extends Named {
  namespace: string;
  created?: string;
  labels: StringMap;
  /** Annotations that decide on exposure (load balancer type, internal, source ranges ...). */
  annotations: StringMap;
  type: string;
  clusterIP?: string;
  /** Where there is more than one. */
  clusterIPs?: readonly string[];
  externalIPs?: readonly string[];
  externalName?: string;
  loadBalancerClass?: string;
  loadBalancerSourceRanges?: readonly string[];
  externalTrafficPolicy?: string;
  selector?: StringMap;
  /** Pods that are not ready count as ready in its endpoints. */
  publishNotReadyAddresses?: boolean;
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

/** An EndpointSlice, or a subset of an Endpoints object. */
export interface EndpointSliceRecord extends Named {
  namespace: string;
  service?: string;
  addressType: string;
  addresses: readonly string[];
  /** Those of them that are not ready. */
  notReady?: readonly string[];
  ports: readonly { name?: string; port?: number; protocol?: string }[];
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
