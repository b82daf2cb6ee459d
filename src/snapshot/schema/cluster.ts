import type * as cluster from '../records/cluster.ts';
import { labels } from './core.ts';
import { flag, json, list, number, object, oneOf, optional, text } from './shape.ts';

type Item<T> = T extends readonly (infer U)[] ? U : never;

export const ingress = object<cluster.IngressRecord>({
  namespace: text,
  name: text,
  className: optional(text),
  annotations: labels,
  hosts: list(text),
  tlsHosts: list(text),
  hasTls: flag,
  backends: list(text),
  loadBalancer: optional(list(text)),
});

export const classRecord = object<cluster.ClassRecord>({
  kind: oneOf('IngressClass', 'GatewayClass'),
  namespace: optional(text),
  name: text,
  controller: optional(text),
  isDefault: flag,
});

export const gateway = object<cluster.GatewayRecord>({
  namespace: text,
  name: text,
  api: oneOf('gateway.networking.k8s.io', 'networking.istio.io'),
  className: optional(text),
  labels,
  selector: optional(labels),
  listeners: list(
    object<Item<cluster.GatewayRecord['listeners']>>({
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

export const route = object<cluster.RouteRecord>({
  namespace: text,
  name: text,
  kind: text,
  group: optional(text),
  parents: list(text),
  hosts: list(text),
  backends: list(text),
  hasTls: optional(flag),
  refused: optional(flag),
  includes: optional(list(text)),
});

export const role = object<cluster.RoleRecord>({
  kind: oneOf('Role', 'ClusterRole'),
  namespace: optional(text),
  name: text,
  labels,
  rules: list(
    object<cluster.PolicyRule>({
      verbs: list(text),
      apiGroups: optional(list(text)),
      resources: optional(list(text)),
      resourceNames: optional(list(text)),
      nonResourceURLs: optional(list(text)),
    }),
  ),
  aggregated: optional(flag),
  gathers: optional(list(list(text))),
});

export const binding = object<cluster.BindingRecord>({
  kind: oneOf('RoleBinding', 'ClusterRoleBinding'),
  namespace: optional(text),
  name: text,
  labels,
  role: object<cluster.BindingRecord['role']>({ kind: oneOf('Role', 'ClusterRole'), name: text }),
  subjects: list(
    object<cluster.SubjectRecord>({
      kind: oneOf('User', 'Group', 'ServiceAccount'),
      name: text,
      namespace: optional(text),
    }),
  ),
});

export const storageClass = object<cluster.StorageClassRecord>({
  namespace: optional(text),
  name: text,
  provisioner: text,
  isDefault: flag,
  reclaimPolicy: optional(text),
  bindingMode: optional(text),
  allowExpansion: optional(flag),
  parameters: labels,
});

export const persistentVolume = object<cluster.PersistentVolumeRecord>({
  namespace: optional(text),
  name: text,
  phase: optional(text),
  capacity: optional(text),
  accessModes: list(text),
  reclaimPolicy: optional(text),
  storageClass: optional(text),
  claim: optional(text),
  claimUid: optional(text),
  type: text,
  target: optional(text),
  zones: optional(list(text)),
});

export const persistentVolumeClaim = object<cluster.PersistentVolumeClaimRecord>({
  namespace: text,
  name: text,
  uid: optional(text),
  phase: optional(text),
  storageClass: optional(text),
  volume: optional(text),
  capacity: optional(text),
  accessModes: list(text),
});

export const csiDriver = object<cluster.CsiDriverRecord>({
  namespace: optional(text),
  name: text,
  attachRequired: optional(flag),
  fsGroupPolicy: optional(text),
});

export const crd = object<cluster.CrdRecord>({
  namespace: optional(text),
  name: text,
  group: text,
  kind: text,
  plural: text,
  scope: text,
  versions: list(text),
  annotations: labels,
  labels,
});

export const apiService = object<cluster.ApiServiceRecord>({
  namespace: optional(text),
  name: text,
  group: text,
  version: text,
  service: optional(text),
  servicePort: optional(number),
  insecureSkipTlsVerify: flag,
  available: optional(flag),
  reason: optional(text),
});

type Webhook = Item<cluster.WebhookRecord['webhooks']>;

export const webhook = object<cluster.WebhookRecord>({
  kind: oneOf('ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'),
  namespace: optional(text),
  name: text,
  labels,
  webhooks: list(
    object<Webhook>({
      name: text,
      failurePolicy: optional(text),
      matchPolicy: optional(text),
      timeoutSeconds: optional(number),
      service: optional(text),
      servicePort: optional(number),
      path: optional(number),
      url: optional(flag),
      urlLeads: optional(oneOf('loopback', 'cluster', 'elsewhere')),
      address: optional(text),
      urlDomain: optional(text),
      hasCaBundle: flag,
      namespaceSelector: optional(list(text)),
      objectSelector: optional(list(text)),
      matchConditions: optional(flag),
      rules: list(
        object<Item<Webhook['rules']>>({
          operations: list(text),
          apiGroups: list(text),
          apiVersions: optional(list(text)),
          resources: list(text),
          scope: optional(text),
        }),
      ),
    }),
  ),
});

export const custom = object<cluster.CustomRecord>({
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

export const envoyBootstrap = object<cluster.EnvoyBootstrapRecord>({
  namespace: text,
  source: text,
  admin: optional(
    object<NonNullable<cluster.EnvoyBootstrapRecord['admin']>>({
      address: text,
      port: optional(number),
      pipe: optional(flag),
    }),
  ),
  plaintextXds: optional(list(text)),
  listeners: list(
    object<Item<cluster.EnvoyBootstrapRecord['listeners']>>({
      address: text,
      port: optional(number),
      tls: flag,
    }),
  ),
  adminBehind: optional(
    list(
      object<Item<NonNullable<cluster.EnvoyBootstrapRecord['adminBehind']>>>({
        address: text,
        port: optional(number),
      }),
    ),
  ),
  hasOverloadManager: flag,
});
