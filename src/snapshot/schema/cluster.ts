import { labels } from './core.ts';
import { flag, json, list, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

export type IngressRecord = Infer<typeof ingress>;

export const ingress = object({
  namespace: text,
  name: text,
  className: optional(text),
  annotations: labels,
  /** One entry a rule host; absent host = `*`. */
  hosts: list(text),
  tlsHosts: list(text),
  hasTls: flag,
  backends: list(text),
  loadBalancer: optional(list(text)),
});

export type ClassRecord = Infer<typeof classRecord>;

export const classRecord = object({
  kind: oneOf('IngressClass', 'GatewayClass'),
  namespace: optional(text),
  name: text,
  controller: optional(text),
  isDefault: flag,
});

/** Gateway API Gateway or Istio Gateway; `api` tells them apart. */
export type GatewayRecord = Infer<typeof gateway>;

export const gateway = object({
  namespace: text,
  name: text,
  api: oneOf('gateway.networking.k8s.io', 'networking.istio.io'),
  className: optional(text),
  labels,
  selector: optional(labels),
  listeners: list(
    object({
      name: optional(text),
      port: optional(number),
      protocol: optional(text),
      hosts: list(text),
      tlsMode: optional(text),
      httpsRedirect: optional(flag),
      minTls: optional(text),
      allowedRoutes: optional(text),
    }),
  ),
  addresses: optional(list(text)),
});

/** HTTPRoute, TLSRoute, VirtualService, Route, IngressRoute ...: who they attach to and where they lead. */
export type RouteRecord = Infer<typeof route>;

export const route = object({
  namespace: text,
  name: text,
  kind: text,
  /** API group where one kind has several; absent in snapshots of older tools. */
  group: optional(text),
  parents: list(text),
  hosts: list(text),
  backends: list(text),
  /** TLS is asked for in the route itself; that of a Gateway stands there. */
  hasTls: optional(flag),
  /** Its status says that every controller which it attaches to has refused it. */
  refused: optional(flag),
  /** `namespace/name` of routes of its kind that it hands on to (delegates, included proxies). */
  includes: optional(list(text)),
});

export type PolicyRule = Infer<typeof policyRule>;

const policyRule = object({
  verbs: list(text),
  apiGroups: optional(list(text)),
  resources: optional(list(text)),
  resourceNames: optional(list(text)),
  nonResourceURLs: optional(list(text)),
});

export type RoleRecord = Infer<typeof role>;

export const role = object({
  kind: oneOf('Role', 'ClusterRole'),
  namespace: optional(text),
  name: text,
  labels,
  rules: list(policyRule),
  /** ClusterRole with an aggregationRule: its rules are filled by the controller manager. */
  aggregated: optional(flag),
  /** From ClusterRoles whose labels hold all requirements of one of these selectors. */
  gathers: optional(list(list(text))),
});

export type SubjectRecord = Infer<typeof subject>;

const subject = object({
  kind: oneOf('User', 'Group', 'ServiceAccount'),
  name: text,
  namespace: optional(text),
});

export type BindingRecord = Infer<typeof binding>;

export const binding = object({
  kind: oneOf('RoleBinding', 'ClusterRoleBinding'),
  namespace: optional(text),
  name: text,
  labels,
  role: object({ kind: oneOf('Role', 'ClusterRole'), name: text }),
  subjects: list(subject),
});

export type StorageClassRecord = Infer<typeof storageClass>;

export const storageClass = object({
  namespace: optional(text),
  name: text,
  provisioner: text,
  isDefault: flag,
  reclaimPolicy: optional(text),
  bindingMode: optional(text),
  allowExpansion: optional(flag),
  /** Only parameters on an allow-list (encrypted, kmsKeyId presence, type, fsType, replication). */
  parameters: labels,
});

export type PersistentVolumeRecord = Infer<typeof persistentVolume>;

export const persistentVolume = object({
  namespace: optional(text),
  name: text,
  phase: optional(text),
  capacity: optional(text),
  accessModes: list(text),
  reclaimPolicy: optional(text),
  storageClass: optional(text),
  /** `namespace/name` of the claim that it is bound to, or kept for. */
  claim: optional(text),
  /** Absent where it is only kept for a claim of that name. */
  claimUid: optional(text),
  /** API field of the source: csi, hostPath, local, nfs, awsElasticBlockStore ... */
  type: text,
  /** CSI driver, host path or NFS server:path. */
  target: optional(text),
  /** Zones from node affinity. */
  zones: optional(list(text)),
});

export type PersistentVolumeClaimRecord = Infer<typeof persistentVolumeClaim>;

export const persistentVolumeClaim = object({
  namespace: text,
  name: text,
  uid: optional(text),
  phase: optional(text),
  storageClass: optional(text),
  volume: optional(text),
  capacity: optional(text),
  accessModes: list(text),
});

export type CsiDriverRecord = Infer<typeof csiDriver>;

export const csiDriver = object({
  namespace: optional(text),
  name: text,
  attachRequired: optional(flag),
  fsGroupPolicy: optional(text),
});

export type CrdRecord = Infer<typeof crd>;

export const crd = object({
  namespace: optional(text),
  name: text,
  group: text,
  kind: text,
  plural: text,
  scope: text,
  versions: list(text),
  /** gateway.networking.k8s.io/bundle-version, channel, helm release annotations. */
  annotations: labels,
  labels,
});

export type ApiServiceRecord = Infer<typeof apiService>;

export const apiService = object({
  namespace: optional(text),
  name: text,
  group: text,
  version: text,
  /** `namespace/name`; absent: the API server itself serves it. */
  service: optional(text),
  /** Absent in older snapshots: not known. */
  servicePort: optional(number),
  insecureSkipTlsVerify: flag,
  available: optional(flag),
  reason: optional(text),
});

export type WebhookRecord = Infer<typeof webhook>;

export const webhook = object({
  kind: oneOf('ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'),
  namespace: optional(text),
  name: text,
  labels,
  webhooks: list(
    object({
      name: text,
      /** `Fail` or `Ignore`; absent = Fail, which v1 makes of it. */
      failurePolicy: optional(text),
      /** `Exact` or `Equivalent`; absent = Equivalent, which v1 makes of it. */
      matchPolicy: optional(text),
      timeoutSeconds: optional(number),
      /** `namespace/name`, also of a URL that names a Service. */
      service: optional(text),
      /** Port of the Service; absent in older snapshots: not known. */
      servicePort: optional(number),
      url: optional(flag),
      /** Where the URL leads: the API server's own machine, a Service by name, or somewhere else. The URL is not kept. */
      urlLeads: optional(oneOf('loopback', 'cluster', 'elsewhere')),
      /** The URL's host where that is an IP address: it may be one of the cluster's own. */
      address: optional(text),
      /** What stands behind `.svc.` in the URL's host: the cluster's own domain, or somebody else's. */
      urlDomain: optional(text),
      hasCaBundle: flag,
      /** Requirements as text, see snapshot/records/index.ts. */
      namespaceSelector: optional(list(text)),
      objectSelector: optional(list(text)),
      /** CEL conditions narrow what it is asked for; their text is not kept. */
      matchConditions: optional(flag),
      rules: list(
        object({
          operations: list(text),
          apiGroups: list(text),
          /** Absent = any, as in older snapshots. */
          apiVersions: optional(list(text)),
          /** `pods`, `pods/binding`, `*`, `pods/*` ... */
          resources: list(text),
          /** `Cluster` or `Namespaced`; absent = both. */
          scope: optional(text),
        }),
      ),
    }),
  ),
});

/** A custom resource that the model reads; `spec` and `status` are cut to what project/custom.ts lists for its kind. */
export type CustomRecord = Infer<typeof custom>;

export const custom = object({
  namespace: optional(text),
  name: text,
  group: text,
  kind: text,
  created: optional(text),
  labels,
  annotations: labels,
  spec: json,
  status: optional(json),
});

/** What is kept of an Envoy bootstrap found in a ConfigMap or in arguments: facts, never the text. */
export type EnvoyBootstrapRecord = Infer<typeof envoyBootstrap>;

export const envoyBootstrap = object({
  namespace: text,
  /** `ConfigMap/name/key` or `Pod/name/container/args`. */
  source: text,
  admin: optional(
    object({
      address: text,
      port: optional(number),
      pipe: optional(flag),
    }),
  ),
  /** xDS clusters over the network without TLS. */
  plaintextXds: optional(list(text)),
  listeners: list(
    object({
      address: text,
      port: optional(number),
      tls: flag,
    }),
  ),
  /** Of them, those that pass on to the admin interface, more than its statistics and readiness. */
  adminBehind: optional(
    list(
      object({
        address: text,
        port: optional(number),
      }),
    ),
  ),
  hasOverloadManager: flag,
});
