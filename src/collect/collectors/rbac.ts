import { defineCollector } from '../define.ts';
import { clusterWide, namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const API = 'rbac.authorization.k8s.io/v1';

/**
 * Creates the default roles and bindings at each start, unless RBAC is not among the authorizers
 * (plugin/pkg/auth/authorizer/rbac/bootstrappolicy; pkg/controlplane/apiserver/config.go omits the hook then).
 */
const HOOK = 'rbac/bootstrap-roles';
const KINDS = [
  clusterWide(API, 'ClusterRole', { holdsAfter: { hook: HOOK } }),
  clusterWide(API, 'ClusterRoleBinding', { holdsAfter: { hook: HOOK } }),
  namespaced(API, 'Role', { holdsAfter: { hook: HOOK, reported: true } }),
  namespaced(API, 'RoleBinding', { holdsAfter: { hook: HOOK, reported: true } }),
];

export const rbac = defineCollector({
  id: 'rbac',
  why: 'Permissions of users, groups and ServiceAccounts.',
  notRead: 'Annotations.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
