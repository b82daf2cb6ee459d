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

/** Pools with equal roles, versions and instance types show what they differ in: operating system, architecture, runtime, kernel. */
export function poolCards({ nodePools, nodes }: Result): Draft[] {
  const members = groupBy(nodes, ({ pool }) => pool);
  const pools = nodePools.map((row) => poolOf(row, members.get(row.name) ?? []));
  const shapeOf = ({ row, types }: Pool) => JSON.stringify([row.roles, row.versions, types]);
  const alike = groupBy(pools, shapeOf);
  return pools.map((pool) => poolCard(pool, alike.get(shapeOf(pool)) ?? []));
}

interface Pool {
  row: NodePoolRow;
  members: readonly NodeRow[];
  types: readonly string[];
  /** What may distinguish it from others, in this order. */
  traits: readonly string[];
}

function poolOf(row: NodePoolRow, members: readonly NodeRow[]): Pool {
  const values = (pick: (node: NodeRow) => string | undefined) =>
    some([...new Set(members.flatMap((node) => pick(node) ?? []))].sort(), 2);
  return {
    row,
    members,
    types: [...new Set(members.flatMap(({ instanceType }) => instanceType ?? []))].sort(),
    traits: [
      values(({ os }) => os),
      values(({ arch }) => arch),
      some(row.runtimes, 2),
      values(({ kernel }) => kernel),
    ],
  };
}

function poolCard({ row, members, types, traits }: Pool, alike: readonly Pool[]): Draft {
  const { name, nodes, ready, roles, versions, zones } = row;
  const open = members.filter(({ externalIPs }) => externalIPs.length > 0).length;
  const differs = traits.filter(
    (trait, index) => trait !== '' && alike.some((other) => other.traits[index] !== trait),
  );
  const taints = [
    ...new Set(members.flatMap((node) => node.taints.filter((taint) => !ownTaint(taint, roles)))),
  ].sort();
  return {
    id: `node-pool/${name}`,
    kind: 'node-pool',
    title: `${nodes} x ${some(roles, 2) || 'node'}`,
    lines: [
      [some(versions, 2), some(types, 1), ...differs.slice(0, 2)].filter((part) => part !== '').join(', '),
      [
        ready < nodes ? `${nodes - ready} not ready` : '',
        open > 0 ? `${open} with external IP` : '',
        zones.length > 2 ? plural(zones.length, 'zone') : zones.join(', '),
        taints.length > 0 ? `taint ${some(taints, 1)}` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    ].filter((line) => line !== ''),
    objects: members.map((node) => ({ kind: 'Node', name: node.name })),
    inside: members.length,
  };
}

/** A taint that every node with the role has by default, or that Kubernetes sets with a condition. */
function ownTaint(taint: string, roles: readonly string[]): boolean {
  const [key = ''] = taint.split(/[=:]/);
  return (
    key.startsWith('node.kubernetes.io/') || roles.some((role) => key === `node-role.kubernetes.io/${role}`)
  );
}
