import type { V1Lease } from '@kubernetes/client-node';
import { annotationsOf } from '../project/annotations.ts';
import { namespaceOf, num, obj, put, str, stringMap, timeText } from '../project/raw.ts';
import { labels } from '../schema/common.ts';
import { number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type LeaseRecord = Infer<typeof shape>;

const shape = object({
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

export default defineKind({
  record: 'lease',
  order: 110,
  shape,
  collector: 'leases',
  api: [
    {
      kinds: ['coordination.k8s.io/Lease'],
      scope: 'Namespaced',
      since: 12,
      only: ['kube-system', 'kube-node-lease'],
    },
  ],
  project: ({ raw, meta }: ProjectInput<V1Lease>) => {
    const spec = obj(raw.spec);
    const record: LeaseRecord = {
      namespace: namespaceOf(meta),
      name: meta.name,
      labels: stringMap(meta.raw.labels),
      annotations: annotationsOf('lease', meta.raw.annotations),
    };
    put(record, 'created', meta.created);
    put(record, 'holder', str(spec.holderIdentity, 512));
    put(record, 'durationSeconds', num(spec.leaseDurationSeconds));
    put(record, 'renewTime', timeText(spec.renewTime));
    put(record, 'transitions', num(spec.leaseTransitions));
    return { record };
  },
});
