import type { V1Namespace } from '@kubernetes/client-node';
import { annotationsOf } from '../project/annotations.ts';
import { arr, obj, put, str, stringMap, strings, timeText } from '../project/raw.ts';
import type { Meta } from '../project/raw.ts';
import type { Fields } from '../project/untrusted.ts';
import { labels } from '../schema/common.ts';
import { list, object, optional, text } from '../schema/shape.ts';
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
  /** Its deletion was requested at this time. */
  deleted: optional(text),
  /** While it is deleted: what the deletion waits for, by the status of its conditions. */
  blockers: optional(list(object({ type: text, reason: optional(text), message: optional(text) }))),
  /** While it is deleted: other finalizers than that of Kubernetes. */
  finalizers: optional(list(text)),
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
    deletion(record, raw, meta);
    return { record };
  },
});

/** What is known of a deletion that was requested. */
function deletion(record: NamespaceRecord, raw: Fields<V1Namespace>, meta: Meta): void {
  const deleted = timeText(meta.raw.deletionTimestamp);
  if (deleted === undefined) return;
  record.deleted = deleted;
  record.blockers = arr(obj(raw.status).conditions).flatMap((item) => {
    const { type, status, reason, message } = obj(item);
    const name = str(type, 128);
    if (name === undefined || status !== 'True') return [];
    const blocker: { type: string; reason?: string; message?: string } = { type: name };
    put(blocker, 'reason', str(reason, 128));
    put(blocker, 'message', str(message, 512));
    return [blocker];
  });
  const finalizers = [
    ...strings(meta.raw.finalizers),
    ...strings(obj(raw.spec).finalizers).filter((name) => name !== 'kubernetes'),
  ];
  if (finalizers.length > 0) record.finalizers = finalizers;
}
