import type { V1Namespace } from '@kubernetes/client-node';
import { annotationsOf } from '../project/annotations.ts';
import { obj, put, str, stringMap } from '../project/raw.ts';
import { labels } from '../schema/common.ts';
import { object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type NamespaceRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  uid: optional(text),
  created: optional(text),
  phase: optional(text),
  labels,
  /** Allow-listed annotations only (mesh, pod security, node selector ...). */
  annotations: labels,
});

export default defineKind({
  record: 'namespace',
  order: 40,
  shape,
  collector: 'namespaces',
  api: [{ kinds: ['/Namespace'], scope: 'Cluster', since: 0, members: ['default', 'kube-system'] }],
  project: ({ raw, meta }: ProjectInput<V1Namespace>) => {
    const record: NamespaceRecord = {
      name: meta.name,
      labels: stringMap(meta.raw.labels),
      annotations: annotationsOf('namespace', meta.raw.annotations),
    };
    put(record, 'uid', meta.uid);
    put(record, 'created', meta.created);
    put(record, 'phase', str(obj(raw.status).phase, 32));
    return { record };
  },
});
