import { gatheredInto } from '../../model/roles.ts';
import { namesAllowed } from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import type { ChainNodes, Place } from './chain-nodes.ts';
import { keyOfRole } from './chain-nodes.ts';
import type { RoleKind } from './limited.ts';
import { escalatedNames, mayWithRole, RBAC_GROUP, ROLES } from './limited.ts';
import { placeParts } from './place-permissions.ts';

type Rules = Grant['rules'];

/**
 * A subject that can bind several roles can bind them all, and has what they and its own roles grant together, including the
 * roles that these allow to bind. Returns the node for that, and the names of the roles; undefined where none was collected.
 */
export function addBound(
  nodes: ChainNodes,
  own: readonly Grant[],
  place: Place,
): { names: readonly string[]; node: string } | undefined {
  const bound = new Map<string, { kind: RoleKind; rules: Rules }>();
  const all = [...new Set(own.map(({ rules }) => rules))];
  // Iteration over an array includes elements that are added meanwhile.
  for (const rules of all)
    for (const { kind, resource } of ROLES)
      for (const name of namesAllowed(rules, { verb: 'bind', group: RBAC_GROUP, resource })) {
        const key = keyOfRole(kind, place, name);
        const given = bound.has(key) ? undefined : nodes.rulesOf(kind, name, place);
        if (!given) continue;
        bound.set(key, { kind, rules: given });
        all.push(given);
      }
  if (bound.size === 0) return undefined;
  const joined = nodes.joined(all);
  const has = (kind: RoleKind, name: string) =>
    [name, ...(kind === 'ClusterRole' ? gatheredInto(nodes.rbac, name) : [])].some(
      (one) =>
        bound.has(keyOfRole(kind, place, one)) ||
        own.some(({ binding: { role } }) => role.kind === kind && role.name === one),
    );
  const node = nodes.node(`bound ${nodes.idOf(joined)} in ${place ?? '*'}`, (node) => {
    nodes.graph.lead(node, nodes.held(joined, place));
    const ofNamespace =
      [...bound.values()].some(({ kind }) => kind === 'Role') ||
      own.some(({ binding, namespace }) => binding.role.kind === 'Role' && namespace === place);
    nodes.leadByParts(node, place, placeParts(joined), ofNamespace);
    if (escalates(joined, place, has)) nodes.leadToAccounts(node, place, 'whole');
  });
  return { names: [...bound.keys()], node };
}

/** Whether rules allow to write any permission into a role of their subject. */
function escalates(rules: Rules, place: Place, has: (kind: RoleKind, name: string) => boolean): boolean {
  const grants = [{ rules, ...(place !== undefined && { namespace: place }) }];
  return ROLES.some(({ kind, resource }) =>
    escalatedNames(rules, resource).some(
      (name) => mayWithRole(grants, 'writes', kind, name) && has(kind, name),
    ),
  );
}
