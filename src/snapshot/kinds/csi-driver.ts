import type { V1CSIDriver } from '@kubernetes/client-node';
import { arr, bool, obj, put, someStrings, str } from '../project/raw.ts';
import { flag, list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type CsiDriverRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  attachRequired: optional(flag),
  fsGroupPolicy: optional(text),
  /** Its calls contain the name and the ServiceAccount of the pod. */
  podInfoOnMount: optional(flag),
  /** It reports the free capacity of its segments, which the scheduler then requires. */
  storageCapacity: optional(flag),
  /** Audiences of the ServiceAccount tokens that it receives; empty = that of the API server. */
  tokenAudiences: optional(list(text)),
  /** Persistent, Ephemeral; absent = Persistent. */
  lifecycleModes: optional(list(text)),
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
    put(record, 'podInfoOnMount', bool(spec.podInfoOnMount));
    put(record, 'storageCapacity', bool(spec.storageCapacity));
    const audiences = arr(spec.tokenRequests).map((item) => str(obj(item).audience, 256) ?? '');
    if (audiences.length > 0) record.tokenAudiences = audiences;
    put(record, 'lifecycleModes', someStrings(spec.volumeLifecycleModes));
    return { record };
  },
});
