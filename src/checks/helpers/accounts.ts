import { subjectName } from '../../model/rbac.ts';
import type { RbacFacts } from '../../model/types.ts';
import type { SubjectRecord } from '../../snapshot/records/index.ts';

/** A ServiceAccount as a subject. */
export type Account = SubjectRecord & { kind: 'ServiceAccount'; namespace: string };

const known = new WeakMap<RbacFacts, readonly Account[]>();

/**
 * ServiceAccounts that exist, those that are bound to something, and `default` of each namespace whose accounts are bound as a group: every
 * namespace has it, whether accounts were listed or not. Worked out once for all checks.
 */
export function accountsOf(rbac: RbacFacts): readonly Account[] {
  let accounts = known.get(rbac);
  if (!accounts) known.set(rbac, (accounts = build(rbac)));
  return accounts;
}

/** Those of this name in all namespaces; where accounts were not listed, in each whose accounts are bound as a group, too. */
export function accountsNamed(rbac: RbacFacts, name: string): Account[] {
  const found = accountsOf(rbac).filter((one) => one.name === name);
  const unlisted = rbac.serviceAccounts.length === 0 ? groupNamespaces(rbac) : [];
  return distinct([...found, ...unlisted.map((namespace) => accountOf(namespace, name))]);
}

function build(rbac: RbacFacts): Account[] {
  return distinct([
    ...rbac.serviceAccounts.map(({ namespace, name }) => accountOf(namespace, name)),
    ...rbac.grants.flatMap(({ subject: { kind, namespace = '', name } }) =>
      kind === 'ServiceAccount' ? [accountOf(namespace, name)] : [],
    ),
    ...groupNamespaces(rbac).map((namespace) => accountOf(namespace, 'default')),
  ]);
}

function accountOf(namespace: string, name: string): Account {
  return { kind: 'ServiceAccount', namespace, name };
}

/** Namespaces to all of whose accounts something is bound. */
function groupNamespaces({ grants }: RbacFacts): string[] {
  const namespaces = grants.flatMap(({ subject: { kind, name } }) =>
    kind === 'Group' ? (/^system:serviceaccounts:(.+)$/.exec(name)?.[1] ?? []) : [],
  );
  return [...new Set(namespaces)];
}

function distinct(accounts: readonly Account[]): Account[] {
  return [...new Map(accounts.map((one) => [subjectName(one), one])).values()];
}
