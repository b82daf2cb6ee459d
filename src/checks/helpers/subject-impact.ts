import { privilegesOf } from '../../model/privileges.ts';
import { allows, memoizeByRules } from '../../model/rbac.ts';
import { isOfCluster, requests } from '../../model/requests.ts';
import type { Grant } from '../../model/types.ts';
import type { PolicyRule, SubjectRecord } from '../../snapshot/records/index.ts';
import { approvesClients, becomesNode, issuesCertificates } from './certificate-permissions.ts';

/** The worth of permissions: an administrator's or one step from it, a privilege over the whole cluster, or neither. */
export type Impact = 'all' | 'some' | 'none';

/** The worth of a subject, including all permissions of its groups. */
export type Impacts = (subject: SubjectRecord) => Impact;

/**
 * Privileges that make their holder an administrator without another permission. Pods that it creates run with ServiceAccounts of
 * kube-system, one of which can escalate ClusterRoles; for commands in pods it depends on the running pods.
 */
const ADMIN_EQUIVALENT: ReadonlySet<string> = new Set([
  'cluster-admin',
  'can escalate to cluster-admin (escalate or bind ClusterRoles)',
  'can escalate to cluster-admin (impersonate users or groups)',
  'creates ServiceAccount tokens',
  'creates Pods',
]);

/** Whether its holder is an administrator, or one step from it. */
export function isAdminEquivalent(privilege: string): boolean {
  return ADMIN_EQUIVALENT.has(privilege);
}

const ORDER: readonly Impact[] = ['all', 'some', 'none'];

export function most(impacts: readonly Impact[]): Impact {
  return ORDER.find((one) => impacts.includes(one)) ?? 'none';
}

/** For rules in the whole cluster, or in the namespace of the system (`within`). */
export function rulesImpact(rules: readonly PolicyRule[], within = false): Impact {
  return most([
    privilegesImpact(privilegesOf(rules, within)),
    !within && approvesClients(rules) ? 'all' : 'none',
    hasPrivilege(rules, within) ? 'some' : 'none',
  ]);
}

/**
 * Privileges with risks of their own (identities/volume-creators, pod-exec, certificate-approvers). An aggregated API server
 * receives the requests for its API group
 * (https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/).
 */
const POWERS = [
  ...requests(['create'], '', 'persistentvolumes', 'pods/portforward'),
  ...requests(['create', 'update', 'patch'], 'apiregistration.k8s.io', 'apiservices'),
];

function hasPrivilege(rules: readonly PolicyRule[], within: boolean): boolean {
  return within ? privilegeWithin(rules) : privilegeEverywhere(rules);
}

const privilegeWithin = memoizeByRules((rules) =>
  POWERS.some((request) => !isOfCluster(request) && allows(rules, request)),
);

const privilegeEverywhere = memoizeByRules(
  (rules) =>
    becomesNode(rules) || issuesCertificates(rules) || POWERS.some((request) => allows(rules, request)),
);

function privilegesImpact(privileges: readonly string[]): Impact {
  if (privileges.some(isAdminEquivalent)) return 'all';
  return privileges.length > 0 ? 'some' : 'none';
}

/** Rules of grants for the whole cluster that may be a part of approving: it requires two permissions, which two bindings may grant. */
export function certificateRules(grants: readonly Grant[]): PolicyRule[] {
  return grants.flatMap(({ namespace, rules }) =>
    namespace === undefined && isOfCertificates(rules) ? rules : [],
  );
}

function isOfCertificates(rules: readonly PolicyRule[]): boolean {
  return rules.some(
    ({ apiGroups = [] }) => apiGroups.includes('certificates.k8s.io') || apiGroups.includes('*'),
  );
}

/** Granted in the whole cluster, or in the namespace with the credentials of the control plane. */
export function reachesCluster({ namespace }: { namespace?: string | undefined }): boolean {
  return namespace === undefined || namespace === 'kube-system';
}

/**
 * The worth of subjects without bindings: the group that bypasses authorization, and a node, which the Node authorizer allows to read the
 * Secrets of its pods and create tokens of their ServiceAccounts.
 */
export function impactByName({ kind, name }: SubjectRecord): Impact {
  if (kind === 'Group' && name === 'system:masters') return 'all';
  const isNode = (kind === 'User' && name.startsWith('system:node:')) || name === 'system:nodes';
  return kind !== 'ServiceAccount' && isNode ? 'some' : 'none';
}
