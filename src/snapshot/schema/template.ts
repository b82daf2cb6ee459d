import { labels } from './common.ts';
import { block, flag, list, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

export type ContainerRecord = Infer<typeof container>;

const container = object({
  name: text,
  image: text,
  /** `init`, `sidecar` (init container with restartPolicy Always), `ephemeral`, or absent for an ordinary container. */
  role: optional(oneOf('init', 'sidecar', 'ephemeral')),
  /**
   * Only for recognized components (control plane, etcd, Envoy, mesh, dashboards ...; see project/components.ts), redacted.
   * Absent for everything else: arguments of ordinary programs may contain secrets.
   */
  command: optional(list(block)),
  args: optional(list(block)),
  /** For images of databases: its command line starts a client, or a program that may be no server. Absent = the server. */
  starts: optional(oneOf('client', 'unclear')),
  /** Environment variables of recognized components on the allow-list, or that a control plane command line refers to, redacted. */
  env: optional(labels),
  /**
   * Such variables with values in another object (ConfigMap, Secret), `*` = any. Absent for servers of the control plane: unknown; for any
   * other recognized component: none.
   */
  hiddenEnv: optional(list(text)),
  /** Of other recognized components: variables on the allow-list with values in another object, `*` = any. */
  envElsewhere: optional(list(text)),
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
  /** Names of the resources that it limits; kept where the template has `sysctls`. */
  limits: optional(list(text)),
  privileged: optional(flag),
  runAsUser: optional(number),
  runAsGroup: optional(number),
  runAsNonRoot: optional(flag),
  allowPrivilegeEscalation: optional(flag),
  capabilitiesAdd: optional(list(text)),
  capabilitiesDrop: optional(list(text)),
  readOnlyRootFilesystem: optional(flag),
  /** Type of the seccomp profile: `RuntimeDefault`, `Localhost` or `Unconfined`. */
  seccomp: optional(text),
  /** Windows: a process of the host. */
  hostProcess: optional(flag),
  /** It sets other fields that limit it: group, SELinux, AppArmor, procMount, Windows user. */
  otherLimits: optional(flag),
  /** `seLinuxOptions.type`. This field and the four below are kept where the template has `sysctls`. */
  seLinuxType: optional(text),
  /** `seLinuxOptions` sets a user or a role. */
  seLinuxIdentity: optional(flag),
  /** Type of the AppArmor profile. */
  appArmor: optional(text),
  procMount: optional(text),
  /** A probe or a lifecycle handler names the host that it connects to. */
  handlerHost: optional(flag),
  /** Names of the Secrets in its environment. */
  secretEnv: optional(list(text)),
  /** Volume names that are mounted or given as a block device, with the path inside and read-only flag. */
  mounts: optional(
    list(
      object({
        volume: text,
        path: text,
        readOnly: optional(flag),
        /** Of a `subPathExpr`: with the variables expanded whose values the container contains. */
        subPath: optional(text),
        /** It contains other variables, as `$(NAME)`. */
        subPathVaries: optional(flag),
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
   * hostPath: path; persistentVolumeClaim: claim name; ephemeral: name of the PersistentVolume that its claim requests; configMap, secret:
   * name; projected: name of its first Secret; nfs: server:path; csi: driver.
   */
  target: optional(text),
  /** configMap: a file of it is not named as its key. */
  renamed: optional(flag),
  /** hostPath only. */
  hostPathType: optional(text),
  /** projected: it contains a token of the pod's ServiceAccount for the API server. */
  apiToken: optional(flag),
  /** csi: the driver receives a Secret of the namespace. */
  secretRef: optional(flag),
  /** emptyDir: in memory. */
  memory: optional(flag),
});

/** The shared part of the pods of one owner. One object in memory for all pods with the same content. */
export type PodTemplate = Infer<typeof template>;

export const template = object({
  /** Without per-pod labels (pod-template-hash stays, pod names and indexes are dropped). */
  labels,
  /** Only architecture-relevant annotations (istio, linkerd, kubeadm, config.mirror and config.source, ...). */
  annotations: labels,
  serviceAccount: optional(text),
  automountToken: optional(flag),
  hostNetwork: optional(flag),
  hostPID: optional(flag),
  hostIPC: optional(flag),
  /** false = its users differ from those of the host. */
  hostUsers: optional(flag),
  runAsUser: optional(number),
  runAsGroup: optional(number),
  runAsNonRoot: optional(flag),
  seccomp: optional(text),
  hostProcess: optional(flag),
  /** As for a container. */
  otherLimits: optional(flag),
  seLinuxType: optional(text),
  seLinuxIdentity: optional(flag),
  appArmor: optional(text),
  /** Names. Absent in snapshots of older versions, which lack other fields of the Pod Security Standards as well. */
  sysctls: optional(list(text)),
  /** `spec.os.name`: the API server validates the other fields by it, and kubelets of another system reject the pod. */
  os: optional(text),
  /** Operating systems that its required node affinity allows; absent = not limited. */
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
  /** It has more containers, volumes, mounts or ports, or longer paths, than are kept. */
  cut: optional(flag),
});
