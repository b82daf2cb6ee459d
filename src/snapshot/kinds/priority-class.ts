import type { V1PriorityClass } from '@kubernetes/client-node';
import { num, put } from '../project/raw.ts';
import { flag, number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

/** Which pods are scheduled first and evict others. */
export type PriorityClassRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  /** Absent only in manifests that an API server would reject. */
  value: optional(number),
  /** For pods that name no class. */
  globalDefault: optional(flag),
});

export default defineKind({
  record: 'priorityClass',
  order: 225,
  shape,
  collector: 'priorityclasses',
  api: [
    {
      kinds: ['scheduling.k8s.io/PriorityClass'],
      scope: 'Cluster',
      since: 11,
      // The API server creates them at its start and forbids their deletion (pkg/registry/scheduling).
      members: ['system-cluster-critical', 'system-node-critical'],
    },
  ],
  project: ({ raw, meta }: ProjectInput<V1PriorityClass>) => {
    const record: PriorityClassRecord = { name: meta.name };
    put(record, 'value', num(raw.value));
    if (raw.globalDefault === true) record.globalDefault = true;
    return { record };
  },
});
