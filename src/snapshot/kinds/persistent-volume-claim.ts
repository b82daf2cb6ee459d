import type { V1PersistentVolumeClaim } from '@kubernetes/client-node';
import { namespaceOf, obj, put, scalar, str, strings } from '../project/raw.ts';
import { list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type PersistentVolumeClaimRecord = Infer<typeof shape>;

const shape = object({
  namespace: text,
  name: text,
  uid: optional(text),
  phase: optional(text),
  storageClass: optional(text),
  volume: optional(text),
  capacity: optional(text),
  accessModes: list(text),
});

export default defineKind({
  record: 'persistentVolumeClaim',
  order: 210,
  shape,
  collector: 'storage',
  api: [{ kinds: ['/PersistentVolumeClaim'], scope: 'Namespaced', since: 0 }],
  project: ({ raw, meta }: ProjectInput<V1PersistentVolumeClaim>) => {
    const spec = obj(raw.spec);
    const status = obj(raw.status);
    const record: PersistentVolumeClaimRecord = {
      namespace: namespaceOf(meta),
      name: meta.name,
      accessModes: strings(spec.accessModes),
    };
    put(record, 'uid', meta.uid);
    put(record, 'phase', str(status.phase, 32));
    put(record, 'storageClass', str(spec.storageClassName, 256));
    put(record, 'volume', str(spec.volumeName, 256));
    const requested = obj(obj(spec.resources).requests)['storage'];
    put(record, 'capacity', scalar(obj(status.capacity)['storage']) ?? scalar(requested));
    return { record };
  },
});
