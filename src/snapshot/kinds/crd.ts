import type { V1CustomResourceDefinition } from '@kubernetes/client-node';
import { annotationsOf } from '../project/annotations.ts';
import { authorities, beforeDot } from '../project/extension.ts';
import { arr, obj, str, stringMap, strings } from '../project/raw.ts';
import { labels } from '../schema/common.ts';
import { list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type CrdRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  group: text,
  kind: text,
  plural: text,
  scope: text,
  versions: list(text),
  /** gateway.networking.k8s.io/bundle-version, channel, helm release annotations. */
  annotations: labels,
  labels,
});

/** v1beta1 had one version. */
interface Beta {
  spec: { version?: string };
}

export default defineKind({
  record: 'crd',
  order: 230,
  shape,
  collector: 'crds',
  api: [{ kinds: ['apiextensions.k8s.io/CustomResourceDefinition'], scope: 'Cluster', since: 7 }],
  /** CustomResourceDefinition without its schemas. v1beta1 objects with a single `version` are supported. */
  project: ({ raw, meta }: ProjectInput<V1CustomResourceDefinition & Beta>) => {
    const spec = obj(raw.spec);
    const names = obj(spec.names);
    const served = arr(spec.versions)
      .filter((item) => obj(item).served !== false)
      .flatMap((item) => str(obj(item).name, 64) ?? []);
    const record: CrdRecord = {
      name: meta.name,
      group: str(spec.group, 256) ?? meta.name.slice(meta.name.indexOf('.') + 1),
      kind: str(names.kind, 256) ?? '',
      plural: str(names.plural, 256) ?? beforeDot(meta.name),
      scope: str(spec.scope, 32) ?? '',
      versions: served.length > 0 ? served : strings([spec.version]),
      annotations: annotationsOf('crd', meta.raw.annotations),
      labels: stringMap(meta.raw.labels),
    };
    const client = obj(obj(obj(spec.conversion).webhook).clientConfig);
    const extra = authorities(client.caBundle, {
      holder: 'CustomResourceDefinition',
      name: meta.name,
      use: 'conversion-ca',
    });
    return { record, ...extra };
  },
});
