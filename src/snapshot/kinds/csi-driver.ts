import type { V1CSIDriver } from '@kubernetes/client-node';
import { bool, obj, put, str } from '../project/raw.ts';
import { flag, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type CsiDriverRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  attachRequired: optional(flag),
  fsGroupPolicy: optional(text),
});

export default defineKind({
  record: 'csiDriver',
  order: 220,
  shape,
  collector: 'storage',
  api: [{ kinds: ['storage.k8s.io/CSIDriver'], scope: 'Cluster', since: 14, order: 195 }],
  project: ({ raw, meta }: ProjectInput<V1CSIDriver>) => {
    const spec = obj(raw.spec);
    const record: CsiDriverRecord = { name: meta.name };
    put(record, 'attachRequired', bool(spec.attachRequired));
    put(record, 'fsGroupPolicy', str(spec.fsGroupPolicy, 64));
    return { record };
  },
});
