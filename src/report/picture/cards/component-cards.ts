import type { AddonRow, ComponentRow, NodePoolRow, NodeRow, Result } from '../../../result/types.ts';
import { groupBy } from '../../../shared/group.ts';
import { plural } from '../../../shared/text.ts';
import { some } from '../../text.ts';
import type { Draft } from '../types.ts';

/** Cluster-scoped objects that change or extend the API server. */
const EXTENSIONS = new Set([
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'APIService',
  'CustomResourceDefinition',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'FlowSchema',
  'PriorityLevelConfiguration',
]);

export function componentCards(result: Result): Draft[] {
  const extensions = result.verdicts.flatMap(({ verdict, object }) =>
    verdict === 'fail' && object && EXTENSIONS.has(object.kind) ? [object] : [],
  );
  return [
    ...result.controlPlane.map(componentCard),
    ...(extensions.length > 0
      ? [
          {
            id: 'extensions/admission',
            kind: 'extensions' as const,
            title: 'API extensions',
            lines: ['webhooks, aggregated APIs, priorities'],
            objects: extensions,
          },
        ]
      : []),
  ];
}

function componentCard({ name, version, summary, instances, healthy, sources }: ComponentRow): Draft {
  const ill = healthy.known && !healthy.value;
  return {
    id: `component/${name}`,
    kind: 'component',
    title: name,
    lines: [
      [summary, version.known ? version.value : undefined].filter((part) => part !== undefined).join(', '),
      ill ? 'not healthy' : '',
    ].filter((line) => line !== ''),
    ...(sources.length === 0 && { unavailable: true }),
    objects: [{ kind: 'Component', name }],
    ...(instances.length > 0 && { inside: instances.length }),
  };
}

export function addonCards({ addons }: Result): Draft[] {
  return addons.map(addonCard);
}

function addonCard({ id, name, version, category, form, namespaces, components }: AddonRow): Draft {
  return {
    id: `addon/${id}`,
    kind: 'addon',
    title: version ? `${name} ${version}` : name,
    lines: [
      form ? `${category}: ${form}` : category,
      namespaces.length > 0 ? `in ${some(namespaces, 2)}` : 'no workload',
    ],
    objects: components.map(({ kind, namespace, name: component }) => ({
      kind,
      ...(namespace && { namespace }),
      name: component,
    })),
    ...(components.length > 0 && { inside: components.length }),
  };
}

export function poolCards({ nodePools, nodes }: Result): Draft[] {
  const members = groupBy(nodes, ({ pool }) => pool);
  return nodePools.map((pool) => poolCard(pool, members.get(pool.name) ?? []));
}

function poolCard(
  { name, nodes, ready, roles, versions, zones }: NodePoolRow,
  members: readonly NodeRow[],
): Draft {
  const open = members.filter(({ externalIPs }) => externalIPs.length > 0).length;
  const types = [...new Set(members.flatMap(({ instanceType }) => instanceType ?? []))].sort();
  const state = [
    ready < nodes ? `${nodes - ready} not ready` : undefined,
    open > 0 ? `${open} with external IP` : undefined,
    zones.length > 0 ? plural(zones.length, 'zone') : undefined,
  ].filter((part) => part !== undefined);
  return {
    id: `node-pool/${name}`,
    kind: 'node-pool',
    title: `${nodes} x ${some(roles, 2) || 'node'}`,
    lines: [
      [some(versions, 2), some(types, 1)].filter((part) => part !== '').join(', '),
      state.join(', '),
    ].filter((line) => line !== ''),
    objects: members.map((node) => ({ kind: 'Node', name: node.name })),
    inside: members.length,
  };
}
