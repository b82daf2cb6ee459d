import { namespaceOf, obj, put, str, stringMap } from '../project/raw.ts';
import { labels } from '../schema/common.ts';
import { object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** Metadata only: values never leave the API server. */
export type SecretRecord = Infer<typeof shape>;

const shape = object({
  namespace: text,
  name: text,
  created: optional(text),
  labels,
  /** In files only: requests for metadata return no type. */
  type: optional(text),
  /** It contains a token of this ServiceAccount that does not expire: annotation kubernetes.io/service-account.name. */
  serviceAccount: optional(text),
});

export default defineKind({
  record: 'secret',
  order: 90,
  shape,
  collector: 'secrets',
  api: [{ kinds: ['/Secret'], scope: 'Namespaced', since: 0 }],
  /** Metadata and type: data and stringData are never read, even when the object contains them, and one annotation is kept. */
  project: ({ raw, meta }) => {
    const record: SecretRecord = {
      namespace: namespaceOf(meta),
      name: meta.name,
      labels: stringMap(meta.raw['labels']),
    };
    put(record, 'created', meta.created);
    put(record, 'type', str(raw['type'], 256));
    const account = obj(meta.raw['annotations'])['kubernetes.io/service-account.name'];
    put(record, 'serviceAccount', str(account, 256));
    return { record };
  },
});
