import type { RoleRecord } from '../snapshot/records/index.ts';
import { holdAll, labelOf } from './selectors.ts';
import type { RbacFacts } from './types.ts';

interface Roles {
  byName: ReadonlyMap<string, RoleRecord>;
  gathering: readonly RoleRecord[];
  /** By the name of a ClusterRole. */
  wholes: Map<string, ReadonlySet<string>>;
}

const known = new WeakMap<RbacFacts, Roles>();

function indexOf(rbac: RbacFacts): Roles {
  let roles = known.get(rbac);
  if (!roles) {
    roles = {
      byName: new Map(rbac.roles.map((role) => [keyOf(role.kind, role.namespace, role.name), role])),
      gathering: rbac.roles.filter(({ kind, gathers = [] }) => kind === 'ClusterRole' && gathers.length > 0),
      wholes: new Map(),
    };
    known.set(rbac, roles);
  }
  return roles;
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return kind === 'ClusterRole' ? `ClusterRole ${name}` : `Role ${namespace ?? ''}/${name}`;
}

/** A ClusterRole, or a Role of the system's namespace. */
export function roleNamed(
  rbac: RbacFacts,
  kind: 'ClusterRole' | 'Role',
  name: string,
): RoleRecord | undefined {
  return indexOf(rbac).byName.get(keyOf(kind, 'kube-system', name));
}

/** Names of the ClusterRoles into which aggregation rules copy the rules of this one, over any number of steps. */
export function gatheredInto(rbac: RbacFacts, name: string): ReadonlySet<string> {
  const { gathering, wholes } = indexOf(rbac);
  const before = wholes.get(name);
  if (before) return before;
  const parts = new Set([name]);
  // Iteration over a set includes elements that are added meanwhile.
  for (const one of parts) {
    const part = roleNamed(rbac, 'ClusterRole', one);
    if (part) for (const whole of gathering) if (picks(whole, part)) parts.add(whole.name);
  }
  parts.delete(name);
  wholes.set(name, parts);
  return parts;
}

function picks({ gathers = [] }: RoleRecord, { labels }: RoleRecord): boolean {
  return gathers.some((selector) => holdAll(selector, (key) => labelOf(labels, key)) === 'yes');
}
