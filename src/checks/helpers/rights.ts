import { controlPlaneSubjects } from '../../data/default-rbac.ts';
import { distributionAdmins } from '../../data/distribution-admins.ts';
import { isSystemNamespace } from '../../model/namespaces.ts';
import type { Request } from '../../model/rbac.ts';
import { allows, bindingName, bySubject, isClusterAdmin, subjectName } from '../../model/rbac.ts';
import type { ClusterFacts, ControlPlaneFacts, Grant, RbacFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { few, listed, lowered, observed } from './objects.ts';
import { isAnonymous, passOnBindings, subjectRef } from './rbac.ts';

/** A right that leads further than its name says. */
export interface RightQuestion {
  /** Each of these alone gives it. */
  requests: readonly Request[];
  /**
   * Where a binding gives what is asked about: `everywhere` = by a ClusterRoleBinding only, because the objects belong to no
   * namespace; `system` = by a RoleBinding in kube-system as well, where the control plane's own credentials lie.
   */
  reach: 'everywhere' | 'system';
  /** What the subject may do, in words that follow `may`: `read every Secret`. */
  may: string;
  severity: Severity;
}

interface Parts {
  rbac: RbacFacts;
  controlPlane: ControlPlaneFacts;
  cluster: ClusterFacts;
}

/**
 * One verdict a subject that holds the right. Left out: what Kubernetes and the distribution ship, service accounts of
 * kube-system, full administrators (identities/cluster-admin-outside-system) and requests without credentials
 * (identities/anonymous-rights), so that one cause is told once.
 */
export function* judgeRight(parts: Parts, question: RightQuestion): Iterable<Finding> {
  const { rbac, controlPlane, cluster } = parts;
  const holders = rbac.grants.filter((grant) => holds(grant, question));
  const others = holders.filter((grant) => !isAnonymous(grant) && !isOfSystem(grant, cluster));
  for (const [name, grants] of bySubject(others)) {
    const [first] = grants;
    if (!first) continue;
    const within = grants.every(({ namespace }) => namespace !== undefined);
    yield {
      verdict: 'fail',
      at: subjectRef(first),
      severity: severityOf(first, question.severity, cluster),
      message: `may ${question.may}${within ? ' of kube-system' : ''}`,
      evidence: few(grants, ({ binding }) =>
        observed(bindingName(binding), `${binding.role.kind} ${binding.role.name} to ${name}`),
      ),
    };
  }
  if (others.length > 0) return;
  const systems = [...bySubject(holders.filter((grant) => !isAnonymous(grant))).keys()];
  yield passOnBindings(
    controlPlane,
    `only the system may ${question.may} (${listed(systems) || 'nobody by a role of its own'})`,
    [observed('role bindings', `${plural(rbac.bindings.length, 'binding')} looked at`)],
  );
}

function holds({ rules, namespace }: Grant, { requests, reach }: RightQuestion): boolean {
  if (namespace !== undefined && (reach === 'everywhere' || namespace !== 'kube-system')) return false;
  return !isClusterAdmin(rules) && requests.some((request) => allows(rules, request));
}

/**
 * What ships with Kubernetes or the distribution: by binding, subject and role; reserved users and groups (`system:` is
 * refused to people by the signers and by OIDC prefixes that are set up as they should be); service accounts of kube-system but
 * for the one that pods get unasked.
 */
export function isOfSystem(grant: Grant, { distribution }: ClusterFacts): boolean {
  const { kind, namespace = '', name } = grant.subject;
  const full = subjectName(grant.subject);
  const shipped = distribution.known ? distributionAdmins[distribution.value.id] : undefined;
  if (grant.builtIn || controlPlaneSubjects.has(full) || shipped?.subjects.includes(full)) return true;
  if (kind !== 'ServiceAccount') return name.startsWith('system:') && !isOfMany(grant);
  if (shipped?.namespaces.some((prefix) => namespace.startsWith(prefix))) return true;
  return namespace === 'kube-system' && name !== 'default';
}

/** Groups that everybody who can log in, or workloads of whole namespaces, are in. */
export function isOfMany({ subject: { kind, name } }: Grant): boolean {
  return kind === 'Group' && (name === 'system:authenticated' || /^system:serviceaccounts(?::|$)/.test(name));
}

/** Everybody: critical. An operator of an add-on in its own namespace often needs it: a step less. */
function severityOf(grant: Grant, severity: Severity, cluster: ClusterFacts): Severity {
  const { kind, namespace = '', name } = grant.subject;
  if (kind === 'Group' && (name === 'system:authenticated' || name === 'system:serviceaccounts'))
    return severity === 'high' ? 'critical' : 'high';
  return kind === 'ServiceAccount' && isSystemNamespace(namespace, cluster.distribution)
    ? lowered(severity)
    : severity;
}
