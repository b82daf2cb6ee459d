import { bindingName } from '../../model/rbac.ts';
import type { ControlPlaneFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { chainsOf } from '../helpers/escalation-paths.ts';
import {
  bindingEvidence,
  bindingRef,
  byBinding,
  opennessOf,
  ruleText,
  summaryOf,
} from '../helpers/group-permissions.ts';
import { leftOverNote } from '../helpers/holders.ts';
import { few, observed } from '../helpers/objects.ts';
import { isAnonymous, passOnBindings } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/anonymous-permissions',
  title: 'Permissions granted to anonymous users (system:anonymous, system:unauthenticated)',
  control: 'Permissions of anonymous users',
  severity: 'high',
  why: 'Every client with network access to kube-apiserver can use these permissions without credentials. Actions cannot be attributed to a user in the audit log.',
  remediation:
    'Delete the binding. Grant the permissions to an authenticated identity: a group of the identity provider, or a ServiceAccount for a workload.',
  references: ['CIS 1.2.1', 'T1078.001', 'K09', 'anonymous-requests'],
  peerChecks: [7, 8, 224],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster'],
  *run({ rbac, controlPlane, cluster }): Iterable<Finding> {
    const anonymous = rbac.grants.filter(isAnonymous);
    const own = byBinding(anonymous.filter(({ builtIn }) => !builtIn));
    const closed = mitigatedByAnonymousAuth(controlPlane);
    for (const grants of own.values()) {
      const [grant] = grants;
      if (!grant) continue;
      const { binding, rules, namespace } = grant;
      const seen = grant.role !== undefined || grant.assumed === true;
      const left = leftOverNote(grants.every(({ leftOver }) => leftOver !== undefined) ? grants : []);
      const who = grants.map(({ subject }) => subject.name).join(' and ');
      const where = namespace === undefined ? 'cluster-wide' : `in namespace ${namespace}`;
      const latent = closed ? '; anonymous requests are currently rejected' : '';
      yield {
        verdict: 'fail',
        at: bindingRef(binding),
        // More permissions by the same binding are another risk.
        detail: rules.map(ruleText).toSorted().join('; '),
        severity:
          closed || left !== '' || (seen && rules.length === 0)
            ? 'low'
            : seen
              ? chainsOf(rbac).ofRules(rules, namespace) === 'all'
                ? 'critical'
                : opennessOf(rules, namespace)
              : 'medium',
        message: `${who}: ${seen ? summaryOf(rules) : `permissions of ${binding.role.kind} ${binding.role.name} (role not observed)`} ${where}${latent}${left}`,
        evidence: [...bindingEvidence(binding, grants, rules), ...(closed ?? [])],
      };
    }
    if (own.size === 0)
      yield passOnBindings({ controlPlane, cluster }, 'anonymous users have default permissions only', [
        observed('role bindings', `${rbac.bindings.length} evaluated`),
        ...few(anonymous.slice(0, 5), ({ binding, subject }) =>
          observed(bindingName(binding), `${subject.name} (default)`),
        ),
      ]);
  },
});

/** Evidence that the API server limits anonymous requests to the health paths. */
function mitigatedByAnonymousAuth({
  apiServer: { anonymous },
}: ControlPlaneFacts): readonly Evidence[] | undefined {
  const shut = anonymous.known && (anonymous.value === 'off' || anonymous.value === 'health-only');
  return shut ? anonymous.evidence : undefined;
}
