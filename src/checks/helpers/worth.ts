import { privilegesOf } from '../../model/privileges.ts';
import { allows, onceARole } from '../../model/rbac.ts';
import { isOfCluster, requests } from '../../model/requests.ts';
import type { Grant } from '../../model/types.ts';
import type { PolicyRule, SubjectRecord } from '../../snapshot/records/index.ts';
import { approvesClients, becomesNode, issuesCertificates } from './certificate-permissions.ts';

/** What rights are worth: an administrator's or a step from it, a power over the whole cluster, or neither. */
export type Worth = 'all' | 'some' | 'none';

/** What a subject is worth, with all that its groups give it. */
export type Worths = (subject: SubjectRecord) => Worth;

/**
 * Powers by which their holder becomes an administrator on its own. Pods that it creates run as accounts of kube-system, one of which may
 * escalate ClusterRoles; whom commands in pods lead to depends on what runs.
 */
const LEADING: ReadonlySet<string> = new Set([
  'cluster-admin',
  'can escalate to cluster-admin (escalate or bind ClusterRoles)',
  'can escalate to cluster-admin (impersonate users or groups)',
  'creates ServiceAccount tokens',
  'creates Pods',
]);

/** Is its holder an administrator, or a step from it? */
export function isLeading(privilege: string): boolean {
  return LEADING.has(privilege);
}

const ORDER: readonly Worth[] = ['all', 'some', 'none'];

/** The most of several. */
export function most(worths: readonly Worth[]): Worth {
  return ORDER.find((one) => worths.includes(one)) ?? 'none';
}

/** Of rules for the whole cluster, or for the namespace of the system (`within`). */
export function rulesWorth(rules: readonly PolicyRule[], within = false): Worth {
  return most([
    privilegesWorth(privilegesOf(rules, within)),
    !within && approvesClients(rules) ? 'all' : 'none',
    hasPower(rules, within) ? 'some' : 'none',
  ]);
}

/**
 * Powers that are risks of their own (identities/volume-creators, pod-exec, certificate-approvers). Whoever registers an API server is sent the
 * requests for its API group (https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/).
 */
const POWERS = [
  ...requests(['create'], '', 'persistentvolumes', 'pods/portforward'),
  ...requests(['create', 'update', 'patch'], 'apiregistration.k8s.io', 'apiservices'),
];

function hasPower(rules: readonly PolicyRule[], within: boolean): boolean {
  return within ? powerWithin(rules) : powerEverywhere(rules);
}

const powerWithin = onceARole((rules) =>
  POWERS.some((request) => !isOfCluster(request) && allows(rules, request)),
);

const powerEverywhere = onceARole(
  (rules) =>
    becomesNode(rules) || issuesCertificates(rules) || POWERS.some((request) => allows(rules, request)),
);

function privilegesWorth(privileges: readonly string[]): Worth {
  if (privileges.some(isLeading)) return 'all';
  return privileges.length > 0 ? 'some' : 'none';
}

/** Rules of grants for the whole cluster that may be a part of approving: it takes two rights, which may come by two bindings. */
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

/** Given everywhere, or where the credentials of the control plane lie. */
export function reachesCluster({ namespace }: { namespace?: string | undefined }): boolean {
  return namespace === undefined || namespace === 'kube-system';
}

/**
 * What names stand for that no binding tells of: the group that nobody is asked about, and a node, which the Node authorizer lets read the
 * Secrets of its pods and make tokens of their accounts.
 */
export function worthByName({ kind, name }: SubjectRecord): Worth {
  if (kind === 'Group' && name === 'system:masters') return 'all';
  const isNode = (kind === 'User' && name.startsWith('system:node:')) || name === 'system:nodes';
  return kind !== 'ServiceAccount' && isNode ? 'some' : 'none';
}
