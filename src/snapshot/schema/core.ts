import type * as core from '../records/core.ts';
import { WORKLOAD_KINDS } from '../workload-kinds.ts';
import { block, flag, list, map, number, object, oneOf, optional, text } from './shape.ts';
import type { Shape } from './shape.ts';

export const labels: Shape<Record<string, string>> = map(text);

const owner = object<core.OwnerRecord>({
  kind: text,
  name: text,
  uid: optional(text),
  group: optional(text),
});

type Item<T> = T extends readonly (infer U)[] ? U : never;

const container = object<core.ContainerRecord>({
  name: text,
  image: text,
  role: optional(oneOf('init', 'sidecar', 'ephemeral')),
  command: optional(list(block)),
  args: optional(list(block)),
  env: optional(labels),
  hiddenEnv: optional(list(text)),
  ports: optional(
    list(
      object<Item<NonNullable<core.ContainerRecord['ports']>>>({
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
  seccomp: optional(text),
  hostProcess: optional(flag),
  otherLimits: optional(flag),
  secretEnv: optional(list(text)),
  mounts: optional(
    list(
      object<Item<NonNullable<core.ContainerRecord['mounts']>>>({
        volume: text,
        path: text,
        readOnly: optional(flag),
        subPath: optional(text),
        device: optional(flag),
      }),
    ),
  ),
});

const template = object<core.PodTemplate>({
  labels,
  annotations: labels,
  serviceAccount: optional(text),
  automountToken: optional(flag),
  hostNetwork: optional(flag),
  hostPID: optional(flag),
  hostIPC: optional(flag),
  hostUsers: optional(flag),
  runAsUser: optional(number),
  runAsNonRoot: optional(flag),
  seccomp: optional(text),
  hostProcess: optional(flag),
  otherLimits: optional(flag),
  os: optional(text),
  affinityOs: optional(list(text)),
  priorityClass: optional(text),
  runtimeClass: optional(text),
  nodeSelector: optional(labels),
  tolerations: optional(
    list(
      object<Item<NonNullable<core.PodTemplate['tolerations']>>>({
        key: optional(text),
        operator: optional(text),
        value: optional(text),
        effect: optional(text),
      }),
    ),
  ),
  containers: list(container),
  volumes: list(
    object<core.VolumeRecord>({
      name: text,
      type: text,
      target: optional(text),
      hostPathType: optional(text),
      apiToken: optional(flag),
    }),
  ),
  cut: optional(flag),
});

export const pod = object<core.PodRecord>({
  namespace: text,
  name: text,
  uid: optional(text),
  node: optional(text),
  phase: optional(text),
  ready: optional(flag),
  restarts: optional(number),
  deleting: optional(flag),
  created: optional(text),
  hostIP: optional(text),
  podIP: optional(text),
  podIPs: optional(list(text)),
  owner: optional(owner),
  manifest: optional(flag),
  file: optional(text),
  template,
});

export const node = object<core.NodeRecord>({
  namespace: optional(text),
  name: text,
  uid: optional(text),
  created: optional(text),
  labels,
  annotations: labels,
  providerID: optional(text),
  podCIDRs: optional(list(text)),
  taints: list(
    object<Item<core.NodeRecord['taints']>>({
      key: text,
      value: optional(text),
      effect: text,
      timeAdded: optional(text),
    }),
  ),
  unschedulable: optional(flag),
  conditions: list(object<core.NodeCondition>({ type: text, status: text, reason: optional(text) })),
  addresses: list(object<Item<core.NodeRecord['addresses']>>({ type: text, address: text })),
  kubeletVersion: optional(text),
  kubeProxyVersion: optional(text),
  containerRuntime: optional(text),
  osImage: optional(text),
  kernel: optional(text),
  os: optional(text),
  arch: optional(text),
  kubeletPort: optional(number),
  capacity: object<core.NodeRecord['capacity']>({
    cpu: optional(text),
    memory: optional(text),
    pods: optional(text),
  }),
});

export const namespace = object<core.NamespaceRecord>({
  namespace: optional(text),
  name: text,
  uid: optional(text),
  created: optional(text),
  phase: optional(text),
  labels,
  annotations: labels,
});

export const workload = object<core.WorkloadRecord>({
  kind: oneOf(...WORKLOAD_KINDS),
  namespace: text,
  name: text,
  uid: optional(text),
  created: optional(text),
  labels,
  owner: optional(owner),
  replicas: optional(number),
  readyReplicas: optional(number),
  updatedReplicas: optional(number),
  finished: optional(flag),
  schedule: optional(text),
  template: optional(template),
  copiedTemplate: optional(template),
  claimTemplates: optional(list(text)),
});

export const service = object<core.ServiceRecord>({
  namespace: text,
  name: text,
  created: optional(text),
  labels,
  annotations: labels,
  type: text,
  clusterIP: optional(text),
  clusterIPs: optional(list(text)),
  externalIPs: optional(list(text)),
  externalName: optional(text),
  loadBalancerClass: optional(text),
  loadBalancerSourceRanges: optional(list(text)),
  externalTrafficPolicy: optional(text),
  publishNotReadyAddresses: optional(flag),
  selector: optional(labels),
  ports: list(
    object<Item<core.ServiceRecord['ports']>>({
      name: optional(text),
      port: number,
      targetPort: optional(text),
      nodePort: optional(number),
      protocol: optional(text),
    }),
  ),
  loadBalancer: optional(list(text)),
});

export const endpointSlice = object<core.EndpointSliceRecord>({
  namespace: text,
  name: text,
  service: optional(text),
  addressType: text,
  addresses: list(text),
  notReady: optional(list(text)),
  ports: list(
    object<Item<core.EndpointSliceRecord['ports']>>({
      name: optional(text),
      port: optional(number),
      protocol: optional(text),
    }),
  ),
});

export const serviceAccount = object<core.ServiceAccountRecord>({
  namespace: text,
  name: text,
  automountToken: optional(flag),
  annotations: labels,
});

export const secret = object<core.SecretRecord>({
  namespace: text,
  name: text,
  created: optional(text),
  labels,
  serviceAccount: optional(text),
});

export const configMap = object<core.ConfigMapRecord>({ namespace: text, name: text, data: map(block) });

export const lease = object<core.LeaseRecord>({
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
