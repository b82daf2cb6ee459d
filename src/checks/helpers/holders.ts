import { see } from '../../shared/requirement.ts';
import {
  distributionAdmins,
  kubeletClientRoles,
  kubeletClientRules,
  kubeletClients,
} from '../../data/distribution-admins.ts';
import type { DistributionId } from '../../data/distributions.ts';
import { privilegesOf } from '../../model/privileges.ts';
import { subjectName, withinRules } from '../../model/rbac.ts';
import { mayBeOfDistribution } from '../../model/trust.ts';
import type { ClusterFacts, Grant, TrustFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { approvesClients } from './certificate-permissions.ts';
import { lowered } from './objects.ts';
import { placeParts } from './place-permissions.ts';
import { isEveryUser, subjectRef } from './rbac.ts';
import { reachesCluster } from './subject-impact.ts';

export interface HolderParts {
  cluster: ClusterFacts;
  trust: TrustFacts;
}

/**
 * The holder of a permission. `shipped`: Kubernetes or the recognized distribution grants it to this subject. `doubtful`: some distribution
 * would, and the distribution is unknown. `product`: a ServiceAccount of a namespace that belongs to the system, or to a product that an
 * administrator installed. `own`: all others. Names that begin with `system:` are not reserved: signers only refuse the group
 * system:masters.
 */
export type GrantOrigin = 'shipped' | 'uncertain' | 'product' | 'other';

export function originOf(grant: Grant, parts: HolderParts, permission: Permission = 'less'): GrantOrigin {
  const { cluster, trust } = parts;
  const { distribution, distributionOpen } = cluster;
  const { kind, namespace = '' } = grant.subject;
  if (isShipped(grant, cluster, permission)) return 'shipped';
  if (!distribution.known && distributionOpen && isGivenSomewhere(grant, permission)) return 'uncertain';
  if (distribution.known && permission === 'less' && isHolder(distribution.value.id, grant))
    return 'uncertain';
  if (ofClouds(grant, cluster) && permission === 'less') return 'uncertain';
  if (kind !== 'ServiceAccount') return 'other';
  if (mayBeOfDistribution(namespace, cluster)) return 'uncertain';
  const products = trust.isProductNamespace(namespace);
  return products.known && products.value ? 'product' : 'other';
}

type Permission = 'cluster-admin' | 'less';

/** Whether Kubernetes or the recognized distribution grants it to this subject. */
export function isShipped(
  grant: Grant,
  { distribution }: ClusterFacts,
  permission: Permission = 'less',
): boolean {
  if (grant.builtIn || UNLIMITED.has(subjectName(grant.subject)) || isKubeletClient(grant)) return true;
  if (!distribution.known) return false;
  const { id } = distribution.value;
  return isGivenBy(id, grant) || (permission === 'less' && isHolder(id, grant) && !isGreat(grant));
}

/**
 * Whether the grant makes an administrator in one step, or is a privilege over the cluster. The distribution grants such
 * permissions to some of its ServiceAccounts, but a tenant that can write bindings can grant them to a ServiceAccount of that
 * name; only the role distinguishes them.
 */
function isGreat({ rules, namespace }: Grant): boolean {
  const parts = placeParts(rules);
  return (
    (reachesCluster({ namespace }) && privilegesOf(rules, namespace !== undefined).length > 0) ||
    (namespace === undefined && approvesClients(rules)) ||
    GREAT.some((part) => parts.has(part))
  );
}

const GREAT = ['accounts', 'commands', 'bind', 'escalate'] as const;

/** The API server does not authorize requests of the group, and uses the user itself: roles add nothing to their permissions. */
const UNLIMITED: ReadonlySet<string> = new Set(['Group system:masters', 'User system:apiserver']);

/** An API server with the kubelet permissions that it requires, by any binding. */
function isKubeletClient({ binding, subject, rules }: Grant): boolean {
  return (
    kubeletClientRoles.has(binding.role.name) &&
    kubeletClients.has(subjectName(subject)) &&
    withinRules(rules, kubeletClientRules)
  );
}

function isGivenSomewhere(grant: Grant, permission: Permission): boolean {
  return (
    grant.perhapsBuiltIn === true ||
    IDS.some((id) => isGivenBy(id, grant) || (permission === 'less' && isHolder(id, grant)))
  );
}

const IDS = Object.keys(distributionAdmins) as readonly DistributionId[];

/** Whether the distribution grants far-reaching permissions to a ServiceAccount of this name. */
function isHolder(id: DistributionId, { subject }: Grant): boolean {
  return distributionAdmins[id]?.holders?.includes(subjectName(subject)) === true;
}

function isGivenBy(id: DistributionId, { subject, binding }: Grant): boolean {
  const given = distributionAdmins[id];
  if (!given) return false;
  const { kind, namespace = '' } = subject;
  if (kind === 'ServiceAccount' && given.namespaces.some((prefix) => namespace.startsWith(prefix)))
    return true;
  const name = subjectName(subject);
  const bound = binding.namespace === undefined ? (given.bindings?.[binding.name] ?? []) : [];
  return [...given.subjects, ...bound].includes(name);
}

/**
 * Whether a role of the cloud grants it to one of the cloud's own users. Whether the role is unmodified is unknown, so such a name is no
 * exemption; and where the distribution is unknown, it may be any cloud.
 */
function ofClouds(
  { subject, binding, role }: Grant,
  { distribution, distributionOpen }: ClusterFacts,
): boolean {
  if (subject.kind !== 'User') return false;
  const ids = distribution.known ? [distribution.value.id] : distributionOpen ? IDS : [];
  return ids.some((id) => {
    const users = distributionAdmins[id]?.users;
    return (
      users?.name.test(subject.name) === true &&
      (users.role.test(binding.role.name) ||
        (users.label !== undefined && role?.labels[users.label] !== undefined))
    );
  });
}

/** The grant that is most significant for a subject: one that is certainly not shipped comes before one that may be. */
export function surestOf(
  grants: readonly Grant[],
  parts: HolderParts,
  permission: Permission = 'less',
): Grant | undefined {
  return grants.find((grant) => originOf(grant, parts, permission) !== 'uncertain') ?? grants[0];
}

/** For a subject to which some distribution grants the permission: the unknown, and what is required to decide it. */
export function doubtAbout(grant: Grant, may: string, { distribution }: ClusterFacts): Finding {
  return {
    verdict: 'unknown',
    at: subjectRef(grant),
    message: distribution.known
      ? `${may}; unknown whether ${distribution.value.name} grants it through ${grant.binding.role.name} by default`
      : `${may}; unknown whether the distribution grants it by default: ${distribution.reason}`,
    requires: distribution.known
      ? [see('compare its roles with those of a new cluster of the same release')]
      : distribution.requires,
  };
}

/**
 * The severity of a permission for a subject: one step more for groups of all users; one step less for a product's ServiceAccount, because
 * only its operators should run there; for leftovers of an old release, low at most.
 */
export function severityFor(grants: readonly Grant[], severity: Severity, parts: HolderParts): Severity {
  const [first] = grants;
  if (!first) return severity;
  if (grants.every(({ leftOver }) => leftOver !== undefined)) return 'low';
  if (isEveryUser(first)) return severity === 'high' ? 'critical' : 'high';
  return originOf(first, parts) === 'product' ? lowered(severity) : severity;
}

/** `; left over from Kubernetes 1.13`. */
export function leftOverNote(grants: readonly Grant[]): string {
  const last = Math.max(...grants.map(({ leftOver }) => leftOver ?? -1));
  return last < 0 ? '' : `; retained from Kubernetes 1.${last} or earlier, where it was a default`;
}
