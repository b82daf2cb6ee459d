import { WORKLOAD_KINDS } from '../workload-kinds.ts';
import { block, flag, list, map, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer, Shape } from './shape.ts';

/** Identity of a record. `namespace` is absent for cluster-scoped kinds. */
export interface Named {
  namespace?: string;
  name: string;
}

export type StringMap = Readonly<Record<string, string>>;

export const labels: Shape<StringMap> = map(text);

export type OwnerRecord = Infer<typeof owner>;

const owner = object({
  kind: text,
  name: text,
  /** Absent in manifests, and in snapshots of older tools. */
  uid: optional(text),
  /** API group, where it is another than those of Kubernetes' own controllers: a `Job` may be somebody else's kind. */
  group: optional(text),
});

export type ContainerRecord = Infer<typeof container>;

const container = object({
  name: text,
  image: text,
  /** `init`, `sidecar` (init container with restartPolicy Always), `ephemeral`, or absent for an ordinary container. */
  role: optional(oneOf('init', 'sidecar', 'ephemeral')),
  /**
   * Only for recognised components (control plane, etcd, Envoy, mesh, dashboards ...; see project/components.ts), masked.
   * Absent for everything else: arguments of ordinary programs may hold secrets.
   */
  command: optional(list(block)),
  args: optional(list(block)),
  /** Environment variables of recognised components whose names are on the allow-list, or that the command line of a server of the control plane refers to, masked. */
  env: optional(labels),
  /**
   * Of servers of the control plane: such variables whose values come from elsewhere (ConfigMap, Secret), `*` = from anywhere. Absent: not
   * told.
   */
  hiddenEnv: optional(list(text)),
  ports: optional(
    list(
      object({
        name: optional(text),
        port: number,
        hostPort: optional(number),
        hostIP: optional(text),
        protocol: optional(text),
      }),
    ),
  ),
  privileged: optional(flag),
  runAsUser: optional(number),
  runAsNonRoot: optional(flag),
  allowPrivilegeEscalation: optional(flag),
  capabilitiesAdd: optional(list(text)),
  capabilitiesDrop: optional(list(text)),
  readOnlyRootFilesystem: optional(flag),
  /** Type of the seccomp profile: `RuntimeDefault`, `Localhost` or `Unconfined`. */
  seccomp: optional(text),
  /** Windows: a process of the host. */
  hostProcess: optional(flag),
  /** It sets other fields by which it limits itself: group, SELinux, AppArmor, procMount, Windows user. */
  otherLimits: optional(flag),
  /** Names of the Secrets that its environment is made from. */
  secretEnv: optional(list(text)),
  /** Volume names that are mounted or given as a block device, with the path inside and read-only flag. */
  mounts: optional(
    list(
      object({
        volume: text,
        path: text,
        readOnly: optional(flag),
        subPath: optional(text),
        /** As a block device. */
        device: optional(flag),
      }),
    ),
  ),
});

export type VolumeRecord = Infer<typeof volume>;

const volume = object({
  name: text,
  /** API field of the source: hostPath, persistentVolumeClaim, configMap, secret, emptyDir, nfs, csi, awsElasticBlockStore ... */
  type: text,
  /**
   * hostPath: path; persistentVolumeClaim: claim name; configMap, secret: name; projected: name of the first Secret in it; nfs:
   * server:path; csi: driver.
   */
  target: optional(text),
  /** hostPath only. */
  hostPathType: optional(text),
  /** projected: a token of the pod's account for the API server is in it. */
  apiToken: optional(flag),
});

/** What pods of one owner share. One object in memory for all pods with the same content. */
export type PodTemplate = Infer<typeof template>;

const template = object({
  /** Without per-pod labels (pod-template-hash stays, pod names and indexes go). */
  labels,
  /** Only architecture-relevant annotations (istio, linkerd, kubeadm, config.mirror and config.source, ...). */
  annotations: labels,
  serviceAccount: optional(text),
  automountToken: optional(flag),
  hostNetwork: optional(flag),
  hostPID: optional(flag),
  hostIPC: optional(flag),
  /** false = its users are others than those of the host. */
  hostUsers: optional(flag),
  runAsUser: optional(number),
  runAsNonRoot: optional(flag),
  seccomp: optional(text),
  hostProcess: optional(flag),
  /** As of a container. */
  otherLimits: optional(flag),
  /** `spec.os.name`: the API server checks the other fields by it, and kubelets of another system refuse the pod. */
  os: optional(text),
  /** Operating systems that its required node affinity leaves over; absent = it does not ask. */
  affinityOs: optional(list(text)),
  priorityClass: optional(text),
  runtimeClass: optional(text),
  nodeSelector: optional(labels),
  tolerations: optional(
    list(
      object({
        key: optional(text),
        operator: optional(text),
        value: optional(text),
        effect: optional(text),
      }),
    ),
  ),
  containers: list(container),
  volumes: list(volume),
  /** It has more containers, volumes, mounts or ports than are kept. */
  cut: optional(flag),
});

export type PodRecord = Infer<typeof pod>;

export const pod = object({
  namespace: text,
  name: text,
  uid: optional(text),
  node: optional(text),
  phase: optional(text),
  /** Condition Ready; absent where the object has no status, as in a manifest, or was stripped of it. */
  ready: optional(flag),
  /** Of all its containers; absent where their states are not told. */
  restarts: optional(number),
  /** Somebody has asked for its deletion. */
  deleting: optional(flag),
  /** ISO 8601; creationTimestamp. */
  created: optional(text),
  hostIP: optional(text),
  podIP: optional(text),
  /** Where there are several families: all of them. */
  podIPs: optional(list(text)),
  /** Controller (ReplicaSet, DaemonSet, Node for mirror pods ...). */
  owner: optional(owner),
  /** As somebody wrote it into a file: no API server has given it a uid or a status. Only the reader of files sets this. */
  manifest: optional(flag),
  /** Which of several manifests of this name it is, by the end of its path: hosts have one each. Only the reader of files sets this. */
  file: optional(text),
  template,
});

export type NodeRecord = Infer<typeof node>;

export const node = object({
  namespace: optional(text),
  name: text,
  uid: optional(text),
  created: optional(text),
  labels,
  /** Only architecture-relevant annotations (k3s.io/, rke2.io/, talos.dev/, cluster.x-k8s.io/, kwok, kubeadm ...), masked. */
  annotations: labels,
  providerID: optional(text),
  podCIDRs: optional(list(text)),
  /** `timeAdded`: ISO 8601; the node controller writes it on the taints that it sets. */
  taints: list(
    object({
      key: text,
      value: optional(text),
      effect: text,
      timeAdded: optional(text),
    }),
  ),
  unschedulable: optional(flag),
  conditions: list(object({ type: text, status: text, reason: optional(text) })),
  addresses: list(object({ type: text, address: text })),
  kubeletVersion: optional(text),
  kubeProxyVersion: optional(text),
  containerRuntime: optional(text),
  osImage: optional(text),
  kernel: optional(text),
  os: optional(text),
  arch: optional(text),
  kubeletPort: optional(number),
  capacity: object({
    cpu: optional(text),
    memory: optional(text),
    pods: optional(text),
  }),
});

export type NamespaceRecord = Infer<typeof namespace>;

export const namespace = object({
  namespace: optional(text),
  name: text,
  uid: optional(text),
  created: optional(text),
  phase: optional(text),
  labels,
  /** Allow-listed annotations only (mesh, pod security, node selector ...). */
  annotations: labels,
});

export type WorkloadRecord = Infer<typeof workload>;

export const workload = object({
  kind: oneOf(...WORKLOAD_KINDS),
  namespace: text,
  name: text,
  uid: optional(text),
  created: optional(text),
  labels,
  owner: optional(owner),
  /** Desired and ready; DaemonSets: scheduled and ready. Absent for Jobs and CronJobs. */
  replicas: optional(number),
  readyReplicas: optional(number),
  /** Pods made from the template as it is now; only where the controller has seen this template and counts no other pod. */
  updatedReplicas: optional(number),
  /** A Job that is over: it makes no more pods. */
  finished: optional(flag),
  schedule: optional(text),
  /** Absent for the ReplicaSets of a Deployment, the ReplicationControllers of a DeploymentConfig and the Jobs of a CronJob. */
  template: optional(template),
  /** What those have: the owner's as it was then. Absent where the object was read as metadata alone (ReplicaSets of a live cluster). */
  copiedTemplate: optional(template),
  /** StatefulSets: names of the claim templates, which are names of volumes, too. */
  claimTemplates: optional(list(text)),
});

export type ServiceRecord = Infer<typeof service>;

export const service = object({
  namespace: text,
  name: text,
  created: optional(text),
  labels,
  /** Annotations that decide on exposure (load balancer type, internal, source ranges ...). */
  annotations: labels,
  type: text,
  clusterIP: optional(text),
  /** Where there is more than one. */
  clusterIPs: optional(list(text)),
  externalIPs: optional(list(text)),
  externalName: optional(text),
  loadBalancerClass: optional(text),
  loadBalancerSourceRanges: optional(list(text)),
  externalTrafficPolicy: optional(text),
  /** Pods that are not ready count as ready in its endpoints. */
  publishNotReadyAddresses: optional(flag),
  selector: optional(labels),
  ports: list(
    object({
      name: optional(text),
      port: number,
      targetPort: optional(text),
      nodePort: optional(number),
      protocol: optional(text),
    }),
  ),
  /** IPs and host names of status.loadBalancer.ingress. */
  loadBalancer: optional(list(text)),
});

/** An EndpointSlice, or a subset of an Endpoints object. */
export type EndpointSliceRecord = Infer<typeof endpointSlice>;

export const endpointSlice = object({
  namespace: text,
  name: text,
  service: optional(text),
  addressType: text,
  addresses: list(text),
  /** Those of them that are not ready. */
  notReady: optional(list(text)),
  ports: list(
    object({
      name: optional(text),
      port: optional(number),
      protocol: optional(text),
    }),
  ),
});

export type ServiceAccountRecord = Infer<typeof serviceAccount>;

export const serviceAccount = object({
  namespace: text,
  name: text,
  automountToken: optional(flag),
  /** Cloud identity annotations only (eks.amazonaws.com/role-arn, iam.gke.io/gcp-service-account, azure.workload.identity/...). */
  annotations: labels,
});

/** Metadata only: values never leave the API server. */
export type SecretRecord = Infer<typeof secret>;

export const secret = object({
  namespace: text,
  name: text,
  created: optional(text),
  labels,
  /** It holds a token of this service account, which does not run out: annotation kubernetes.io/service-account.name. */
  serviceAccount: optional(text),
});

/** Only ConfigMaps that are asked for by name (see collect/collectors/configmaps.ts), only the keys named there, masked. */
export type ConfigMapRecord = Infer<typeof configMap>;

export const configMap = object({ namespace: text, name: text, data: map(block) });

export type LeaseRecord = Infer<typeof lease>;

export const lease = object({
  namespace: text,
  name: text,
  labels,
  annotations: labels,
  created: optional(text),
  holder: optional(text),
  durationSeconds: optional(number),
  renewTime: optional(text),
  transitions: optional(number),
});
