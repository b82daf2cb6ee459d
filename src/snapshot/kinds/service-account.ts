import type { V1ServiceAccount } from '@kubernetes/client-node';
import { annotationsOf } from '../project/annotations.ts';
import { bool, namespaceOf, put } from '../project/raw.ts';
import { labels } from '../schema/common.ts';
import { flag, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type ServiceAccountRecord = Infer<typeof shape>;

const shape = object({
  namespace: text,
  name: text,
  automountToken: optional(flag),
  /** Cloud identity annotations only (eks.amazonaws.com/role-arn, iam.gke.io/gcp-service-account, azure.workload.identity/...). */
  annotations: labels,
});

export default defineKind({
  record: 'serviceAccount',
  order: 80,
  shape,
  collector: 'serviceaccounts',
  api: [{ kinds: ['/ServiceAccount'], scope: 'Namespaced', since: 0, members: ['*'] }],
  project: ({ raw, meta }: ProjectInput<V1ServiceAccount>) => {
    const record: ServiceAccountRecord = {
      namespace: namespaceOf(meta),
      name: meta.name,
      annotations: annotationsOf('serviceAccount', meta.raw.annotations),
    };
    put(record, 'automountToken', bool(raw.automountServiceAccountToken));
    return { record };
  },
});
