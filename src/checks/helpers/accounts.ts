import { subjectName } from '../../model/rbac.ts';
import type { RbacFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import type { PodTemplate, SubjectRecord } from '../../snapshot/records/index.ts';

/** A ServiceAccount as a subject. */
export type Account = SubjectRecord & { kind: 'ServiceAccount'; namespace: string };

interface Accounts {
  all: readonly Account[];
  byName: ReadonlyMap<string, readonly Account[]>;
  byNamespace: ReadonlyMap<string, readonly Account[]>;
  /** Where ServiceAccounts were not listed: namespaces whose ServiceAccounts are bound as a group, which may contain any name. */
  open: readonly string[];
}

const known = new WeakMap<RbacFacts, Accounts>();

function indexOf(rbac: RbacFacts): Accounts {
  let accounts = known.get(rbac);
  if (!accounts) {
    const all = build(rbac);
    accounts = {
      all,
      byName: groupBy(all, ({ name }) => name),
      byNamespace: groupBy(all, ({ namespace }) => namespace),
      open: rbac.serviceAccounts.length === 0 ? groupNamespaces(rbac) : [],
    };
    known.set(rbac, accounts);
  }
  return accounts;
}

/**
 * Existing ServiceAccounts, those with bindings, and `default` of each namespace whose ServiceAccounts are bound as a group: every
 * namespace has it, whether ServiceAccounts were listed or not. Computed once for all checks.
 */
export function accountsOf(rbac: RbacFacts): readonly Account[] {
  return indexOf(rbac).all;
}

/**
 * Those of this name in all namespaces; where ServiceAccounts were not listed, also in each namespace whose ServiceAccounts are bound as a
 * group.
 */
export function accountsNamed(rbac: RbacFacts, name: string): Account[] {
  const { byName, open } = indexOf(rbac);
  return distinct([...(byName.get(name) ?? []), ...open.map((namespace) => accountOf(namespace, name))]);
}

/** Those of one namespace; undefined = of all. */
export function accountsIn(rbac: RbacFacts, namespace: string | undefined): readonly Account[] {
  const { all, byNamespace } = indexOf(rbac);
  return namespace === undefined ? all : (byNamespace.get(namespace) ?? []);
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

/** Namespaces with bindings to all of their ServiceAccounts. */
function groupNamespaces({ grants }: RbacFacts): string[] {
  const namespaces = grants.flatMap(({ subject: { kind, name } }) =>
    kind === 'Group' ? (/^system:serviceaccounts:(.+)$/.exec(name)?.[1] ?? []) : [],
  );
  return [...new Set(namespaces)];
}

function distinct(accounts: readonly Account[]): Account[] {
  return [...new Map(accounts.map((one) => [subjectName(one), one])).values()];
}

/**
 * Whether pods of a template mount the token of their ServiceAccount. The pod's setting takes precedence over the
 * ServiceAccount's (`ofAccount`); unset means yes. A volume may mount the same token, regardless of both.
 */
export function mountsToken(template: PodTemplate, ofAccount: boolean | undefined): boolean {
  const { automountToken = ofAccount ?? true, volumes, containers } = template;
  if (automountToken) return true;
  const tokens = new Set(volumes.flatMap(({ name, apiToken }) => (apiToken === true ? [name] : [])));
  return (
    tokens.size > 0 && containers.some(({ mounts = [] }) => mounts.some(({ volume }) => tokens.has(volume)))
  );
}
