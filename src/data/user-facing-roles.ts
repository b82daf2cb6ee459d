/**
 * What the roles that Kubernetes ships for people allow, as far as the powers that we name: files rarely hold these roles,
 * while bindings to them are everywhere. As of 2026-11-24; source: rules of the roles in a kubeadm cluster of 1.37, after
 * plugin/pkg/auth/authorizer/rbac/bootstrappolicy of https://github.com/kubernetes/kubernetes.
 * `edit` has been allowed to mint tokens since 1.22; `admin` is `edit` with the roles and bindings of the namespace.
 */
export const asOf = '2026-11-24';

interface DefaultRule {
  verbs: readonly string[];
  apiGroups: readonly string[];
  resources: readonly string[];
}

const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

const EDIT: readonly DefaultRule[] = [
  { verbs: ['get', 'list', 'watch'], apiGroups: [''], resources: ['secrets'] },
  { verbs: WRITE, apiGroups: [''], resources: ['pods', 'pods/exec', 'secrets', 'serviceaccounts'] },
  { verbs: WRITE, apiGroups: ['apps'], resources: ['daemonsets', 'deployments', 'statefulsets'] },
  { verbs: ['impersonate'], apiGroups: [''], resources: ['serviceaccounts'] },
  { verbs: ['create'], apiGroups: [''], resources: ['serviceaccounts/token'] },
];

/** ClusterRole -> its rules. `view` reads no Secrets and changes nothing. */
export const userFacingRoles: ReadonlyMap<string, readonly DefaultRule[]> = new Map([
  ['cluster-admin', [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]],
  ['admin', EDIT],
  ['edit', EDIT],
  ['view', []],
]);
