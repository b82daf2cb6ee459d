import { initialNamespaces } from '../../data/system-namespaces.ts';
import { bindingName, isClusterAdmin } from '../../model/rbac.ts';
import { mayBeOfDistribution } from '../../model/trust.ts';
import type { ClusterFacts, Grant, TrustFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  bindingEvidence,
  bindingRef,
  byBinding,
  opennessOf,
  ruleText,
  summaryOf,
} from '../helpers/group-permissions.ts';
import { isShipped, leftOverNote } from '../helpers/holders.ts';
import { few, lowered, observed } from '../helpers/objects.ts';
import { isEveryUser, passOnBindings } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/authenticated-permissions',
  title: 'Permissions granted to all authenticated users (system:authenticated)',
  control: 'Permissions of all authenticated users',
  severity: 'medium',
  why: 'Every user and every ServiceAccount, and therefore every Pod, is a member of `system:authenticated`. One stolen token of any workload is sufficient to use these permissions.',
  remediation:
    'Bind the role to a specific group of the identity provider, and delete the binding of the system group.',
  references: ['T1078', 'K02', 'rbac-good-practices'],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run({ rbac, controlPlane, cluster, trust }): Iterable<Finding> {
    const given = rbac.grants.filter(isEveryUser);
    const own = byBinding(
      given.filter(
        (grant) => !isShipped(grant, cluster) && !isDistributions(grant, trust) && !isAdministrator(grant),
      ),
    );
    for (const grants of own.values()) {
      const finding = findingOn(grants, cluster);
      if (finding) yield finding;
    }
    if (own.size === 0)
      yield passOnBindings({ controlPlane, cluster }, 'authenticated users have default permissions only', [
        observed('role bindings', `${rbac.bindings.length} evaluated`),
        ...few(given.slice(0, 5), ({ binding, subject }) =>
          observed(bindingName(binding), `${subject.name} (default)`),
        ),
      ]);
  },
});

/** Reported by identities/cluster-admin-outside-system. */
function isAdministrator({ rules, namespace }: Grant): boolean {
  return isClusterAdmin(rules) && (namespace === undefined || namespace === 'kube-system');
}

/** In a distribution's own namespaces only the distribution writes. */
function isDistributions({ namespace }: Grant, trust: TrustFacts): boolean {
  return (
    namespace !== undefined &&
    !initialNamespaces.has(namespace) &&
    trust.authorIn(namespace) === 'administrator'
  );
}

function findingOn(grants: readonly Grant[], cluster: ClusterFacts): Finding | undefined {
  const [grant] = grants;
  if (!grant) return undefined;
  const { binding, rules, role, assumed, namespace } = grant;
  const at = bindingRef(binding);
  const who = grants.map(({ subject }) => subject.name).join(' and ');
  const seen = role !== undefined || assumed === true;
  const uncertainty =
    namespace !== undefined && !initialNamespaces.has(namespace)
      ? mayBeOfDistribution(namespace, cluster)
      : undefined;
  const message = `${who}: ${seen ? summaryOf(rules) : `permissions of ${binding.role.kind} ${binding.role.name} (role not observed)`} ${namespace === undefined ? 'cluster-wide' : `in namespace ${namespace}`}`;
  if (uncertainty)
    return {
      verdict: 'unknown',
      at,
      message: `${message}; ${uncertainty.reason}`,
      requires: uncertainty.requires,
    };
  const left = leftOverNote(grants.every(({ leftOver }) => leftOver !== undefined) ? grants : []);
  return {
    verdict: 'fail',
    at,
    // More permissions by the same binding are another risk.
    detail: rules.map(ruleText).toSorted().join('; '),
    severity: left !== '' || !seen || rules.length === 0 ? 'low' : lowered(opennessOf(rules, namespace)),
    message: `${message}${left}`,
    evidence: bindingEvidence(binding, grants, rules),
  };
}
