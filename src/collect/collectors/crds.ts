import { isObject, textOf } from '../answers.ts';
import { defineCollector } from '../define.ts';
import type { Served } from '../served.ts';
import { clusterWide, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = [clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { metadataOnly: true })];

export const crds = defineCollector({
  id: 'crds',
  why: 'Which add-ons are installed, and in which version.',
  notRead:
    'Schemas, often tens of megabytes: names come from the metadata, kinds and versions from discovery.',
  reads: rulesOf(KINDS),
  run: (context) =>
    listKinds(context, KINDS, {
      complete: (item) => withSpec(item, context.served, context.records('discovery')),
    }),
});

/** The part of the spec that discovery knows. A definition that is not served yet keeps group and plural of its name. */
function withSpec(
  item: Readonly<Record<string, unknown>>,
  served: Served,
  groups: readonly { group: string; versions: readonly string[] }[],
): unknown {
  if (item['spec'] !== undefined) return item;
  const name = isObject(item['metadata']) ? textOf(item['metadata']['name']) : '';
  const dot = name.indexOf('.');
  const [plural, group] = [name.slice(0, dot), name.slice(dot + 1)];
  const found = served.kindsOf(group).find((kind) => kind.plural === plural);
  if (!found) return item;
  const versions = groups.find((candidate) => candidate.group === group)?.versions ?? [found.version];
  return {
    ...item,
    spec: {
      group,
      names: { kind: found.kind, plural },
      scope: found.namespaced ? 'Namespaced' : 'Cluster',
      versions: versions.map((version) => ({ name: version, served: true })),
    },
  };
}
