import { isObject, textOf } from '../answers.ts';
import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';
import type { Served } from '../served.ts';

const KINDS = kindsOf('crds', { 'apiextensions.k8s.io/CustomResourceDefinition': { metadataOnly: true } });

export const crds = defineCollector({
  id: 'crds',
  why: 'Installed add-ons and their versions.',
  notRead:
    'Schemas, which can be tens of megabytes: names are in the metadata, kinds and versions in API discovery.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS, { complete: (item) => withSpec(item, context.served) }),
});

/** The part of the spec that discovery contains. A definition that is not served yet keeps group and plural of its name. */
function withSpec(item: Readonly<Record<string, unknown>>, served: Served): unknown {
  if (item['spec'] !== undefined) return item;
  const name = isObject(item['metadata']) ? textOf(item['metadata']['name']) : '';
  const dot = name.indexOf('.');
  const [plural, group] = [name.slice(0, dot), name.slice(dot + 1)];
  const found = served.kindsOf(group).find((kind) => kind.plural === plural);
  if (!found) return item;
  return {
    ...item,
    spec: {
      group,
      names: { kind: found.kind, plural },
      scope: found.namespaced ? 'Namespaced' : 'Cluster',
      versions: found.versions.map((version) => ({ name: version, served: true })),
    },
  };
}
