import { allows, namesAllowed, memoizeByRules } from '../../model/rbac.ts';
import { requests } from '../../model/requests.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { PolicyRule, SubjectRecord } from '../../snapshot/records/index.ts';
import { accountsNamed } from './accounts.ts';

/** Evaluation of rules with resourceNames. */

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

export const ROLES = [
  { kind: 'ClusterRole', resource: 'clusterroles' },
  { kind: 'Role', resource: 'roles' },
] as const;

export type RoleKind = (typeof ROLES)[number]['kind'];

const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/**
 * ServiceAccounts of that name in every namespace of the place. For a user with the name of a ServiceAccount the API server authorizes the
 * ServiceAccount.
 */
export function subjectsNamed(
  kind: SubjectRecord['kind'],
  name: string,
  place: string | undefined,
  rbac: RbacFacts,
): SubjectRecord[] {
  if (kind === 'User' && ACCOUNT.test(name)) return [];
  if (kind !== 'ServiceAccount') return [{ kind, name }];
  if (place !== undefined) return [{ kind, namespace: place, name }];
  return accountsNamed(rbac, name);
}

/** The objects on which rules allow an operation. */
interface Names {
  all: boolean;
  some: ReadonlySet<string>;
}

/** What rules allow with roles of one kind. */
interface RolePermissions {
  writes: Names;
  creates: Names;
  binds: Names;
}

const reader = (resource: string) => {
  const names = (rules: readonly PolicyRule[], verbs: readonly string[]): Names => {
    const requested = requests(verbs, RBAC_GROUP, resource);
    return {
      all: requested.some((request) => allows(rules, request)),
      some: new Set(requested.flatMap((request) => namesAllowed(rules, request))),
    };
  };
  return memoizeByRules((rules): RolePermissions => ({
    writes: names(rules, ['update', 'patch']),
    creates: names(rules, ['create']),
    binds: names(rules, ['bind']),
  }));
};

const permissionsOn: Readonly<Record<RoleKind, (rules: readonly PolicyRule[]) => RolePermissions>> = {
  ClusterRole: reader('clusterroles'),
  Role: reader('roles'),
};

/** Whether rules grant any operation on roles that `mayWithRole` evaluates. */
export const touchesRoles = memoizeByRules((rules) =>
  ROLES.some(({ kind }) =>
    Object.values<Names>({ ...permissionsOn[kind](rules) }).some(({ all, some }) => all || some.size > 0),
  ),
);

/** Whether grants allow this operation with the named role. The caller excludes those of other namespaces. */
export function mayWithRole(
  grants: readonly Pick<Grant, 'rules' | 'namespace'>[],
  permission: keyof RolePermissions,
  kind: RoleKind,
  name: string,
): boolean {
  return grants.some(({ rules, namespace }) => {
    // A ClusterRole is bound in the namespace of its binding; it is written and created in the whole cluster.
    if (kind === 'ClusterRole' && permission !== 'binds' && namespace !== undefined) return false;
    const { all, some } = permissionsOn[kind](rules)[permission];
    return all || some.has(name);
  });
}

/** Names of the roles into which rules allow to write any permission. */
export function escalatedNames(rules: readonly PolicyRule[], resource: string): readonly string[] {
  return namesAllowed(rules, { verb: 'escalate', group: RBAC_GROUP, resource });
}
