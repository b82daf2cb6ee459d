import { collectorOfCustom } from '../project/custom-kinds.ts';
import { customKind, keptFields } from '../project/custom.ts';
import { put, stringMap } from '../project/raw.ts';
import { labels } from '../schema/common.ts';
import { json, list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** A custom resource that the model reads; `spec` and `status` are reduced to the fields of its kind in project/custom.ts. */
export type CustomRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  group: text,
  kind: text,
  created: optional(text),
  labels,
  annotations: labels,
  spec: json,
  status: optional(json),
  /** Kept fields with a value of another shape than the API has, which were dropped: their effect is unknown. */
  malformed: optional(list(text)),
});

export default defineKind({
  record: 'custom',
  order: 260,
  shape,
  collector: {
    among: [
      'platform',
      'availability',
      'flowcontrol',
      'istio',
      'envoy',
      'networkpolicies',
      'csinodes',
      'volumesnapshots',
    ],
    of: ({ group, kind }) => collectorOfCustom(group, kind),
  },
  project: ({ raw, meta, group, kind }) => {
    const listed = customKind(group, kind);
    if (listed === undefined) return undefined;
    const record: CustomRecord = {
      name: meta.name,
      group,
      kind,
      labels: stringMap(meta.raw['labels'], (key) =>
        [key, '*'].some((name) => listed.labels?.includes(name)),
      ),
      annotations: stringMap(meta.raw['annotations'], (key) => listed.annotations?.includes(key) === true),
      ...keptFields(raw, listed),
    };
    put(record, 'namespace', meta.namespace);
    if (listed.created) put(record, 'created', meta.created);
    return { record };
  },
});
