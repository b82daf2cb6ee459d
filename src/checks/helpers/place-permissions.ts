import { allows, allowsNamed, isClusterAdmin, namesAllowed, memoizeByRules } from '../../model/rbac.ts';
import type { Request } from '../../model/requests.ts';
import {
  IMAGE_CHANGES,
  POD_CREATION,
  POD_SESSIONS,
  requests,
  SECRET_READING,
  TEMPLATE_CHANGES,
} from '../../model/requests.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** What rules grant towards the ServiceAccounts of a namespace. */
export type PlacePart =
  /** The permissions of its ServiceAccounts, by one request. */
  | 'accounts'
  /** Commands in its running pods. */
  | 'commands'
  /** Images of its running pods. */
  | 'images'
  /** The templates of single controllers. */
  | 'templates'
  | 'read-secrets'
  | 'read-all-secrets'
  | 'create-secrets'
  | 'bind'
  | 'write-bindings'
  | 'write-cluster-bindings'
  | 'escalate'
  | 'write-roles';

const WRITE = ['create', 'update', 'patch'] as const;

const ANY: readonly (readonly [PlacePart, readonly Request[]])[] = [
  [
    'accounts',
    [
      ...requests(['impersonate'], '', 'serviceaccounts'),
      ...requests(['create'], '', 'serviceaccounts/token'),
      ...POD_CREATION,
    ],
  ],
  ['commands', POD_SESSIONS],
  ['images', IMAGE_CHANGES],
  ['read-all-secrets', SECRET_READING],
  ['create-secrets', requests(['create'], '', 'secrets')],
  ['bind', requests(['bind'], RBAC, 'roles', 'clusterroles')],
  ['escalate', requests(['escalate'], RBAC, 'roles')],
  ['write-roles', requests(WRITE, RBAC, 'roles')],
];

/** Those for which a named object is sufficient: the author chooses the name of a Secret, and a binding accepts more subjects. */
const SINGLE: readonly (readonly [PlacePart, readonly Request[]])[] = [
  ['read-secrets', SECRET_READING],
  ['write-bindings', requests(WRITE, RBAC, 'rolebindings')],
  ['write-cluster-bindings', requests(WRITE, RBAC, 'clusterrolebindings')],
];

/** For one role; several of a subject are joined, because their parts may complete a permission. */
export const placeParts = memoizeByRules((rules): ReadonlySet<PlacePart> => {
  if (isClusterAdmin(rules)) return EVERYTHING;
  const any = ANY.filter(([, requested]) => requested.some((request) => allows(rules, request)));
  const single = SINGLE.filter(([, requested]) => requested.some((request) => allowsNamed(rules, request)));
  const parts = new Set([...any, ...single].map(([part]) => part));
  if (TEMPLATE_CHANGES.some((request) => namesAllowed(rules, request).length > 0)) parts.add('templates');
  return parts;
});

const EVERYTHING: ReadonlySet<PlacePart> = new Set<PlacePart>([
  'accounts',
  'write-bindings',
  'write-cluster-bindings',
]);

/**
 * Whether these parts grant whatever a role of the namespace can. It requires the permission to bind and a binding to write, or an own role
 * with rules that can be extended.
 */
export function raisesItself(parts: ReadonlySet<PlacePart>, hasRole: boolean): boolean {
  return (
    (parts.has('bind') && parts.has('write-bindings')) ||
    (parts.has('escalate') && parts.has('write-roles') && hasRole)
  );
}

/** How much of the worth of its ServiceAccounts these parts give: for commands it depends on the running pods. */
export function shareOfAccounts(
  parts: ReadonlySet<PlacePart>,
  hasRole: boolean,
): 'whole' | 'some' | undefined {
  if (parts.has('accounts') || raisesItself(parts, hasRole)) return 'whole';
  // The controller manager puts a token of the named ServiceAccount into a new Secret.
  if (parts.has('create-secrets') && parts.has('read-secrets')) return 'whole';
  return runsInPods(parts) ? 'some' : undefined;
}

/** Whether these parts allow running own code in the existing pods. */
export function runsInPods(parts: ReadonlySet<PlacePart>): boolean {
  return parts.has('commands') || parts.has('images');
}
