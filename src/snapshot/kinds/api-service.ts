import type { V1APIService } from '@kubernetes/client-node';
import { authorities, beforeDot, serviceOf } from '../project/extension.ts';
import { arr, obj, put, str } from '../project/raw.ts';
import { flag, number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type ApiServiceRecord = Infer<typeof shape>;

const shape = object({
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

export default defineKind({
  record: 'apiService',
  order: 240,
  shape,
  collector: 'apiservices',
  api: [
    {
      kinds: ['apiregistration.k8s.io/APIService'],
      scope: 'Cluster',
      since: 7,
      // The aggregator registers its own versions (kube-aggregator, pkg/controllers/autoregister); these exist in 1.9 and all later ones.
      members: [
        'v1.',
        'v1.apps',
        'v1.authorization.k8s.io',
        'v1.batch',
        'v1.networking.k8s.io',
        'v1.rbac.authorization.k8s.io',
        'v1.storage.k8s.io',
      ],
    },
  ],
  project: ({ raw, meta }: ProjectInput<V1APIService>) => {
    const spec = obj(raw.spec);
    const dot = meta.name.indexOf('.');
    const record: ApiServiceRecord = {
      name: meta.name,
      group: str(spec.group, 256) ?? (dot < 0 ? '' : meta.name.slice(dot + 1)),
      version: str(spec.version, 64) ?? beforeDot(meta.name),
      insecureSkipTlsVerify: spec.insecureSkipTLSVerify === true,
    };
    Object.assign(record, serviceOf(obj(spec.service)));
    const available = arr(obj(raw.status).conditions)
      .map((item) => obj(item))
      .find((item) => item.type === 'Available');
    if (available?.status === 'True') record.available = true;
    if (available?.status === 'False') {
      record.available = false;
      put(record, 'reason', str(available.reason, 256));
    }
    const extra = authorities(spec.caBundle, {
      holder: 'APIService',
      name: meta.name,
      use: 'aggregated-ca',
    });
    return { record, ...extra };
  },
});
