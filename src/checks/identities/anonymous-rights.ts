import { bindingName, subjectName } from '../../model/rbac.ts';
import type { ControlPlaneFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { bindingRef, byBinding, opennessOf, ruleText, summaryOf } from '../helpers/group-rights.ts';
import { leftOverNote } from '../helpers/holders.ts';
import { few, observed } from '../helpers/objects.ts';
import { isAnonymous, passOnBindings } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/anonymous-rights',
  title: 'Requests without credentials have rights of their own',
  severity: 'high',
  why: 'What is bound to system:anonymous or system:unauthenticated is open to everybody who reaches the API server, without a password, a certificate or a token. Nobody can be held to account for what is done with it.',
  fix: 'Delete the binding. Who needs these rights gets an identity: a person by the login of the company, a program by a service account.',
  references: [
    { framework: 'CIS 1.12', id: '1.2.1' },
    { framework: 'MITRE ATT&CK', id: 'T1078.001' },
    { framework: 'OWASP K8s 2025', id: 'K09' },
    {
      framework: 'docs',
      id: 'Anonymous requests',
      url: 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
    },
  ],
  peerChecks: [7, 8, 224],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster'],
  *run({ rbac, controlPlane, cluster }): Iterable<Finding> {
    const anonymous = rbac.grants.filter(isAnonymous);
    const own = byBinding(anonymous.filter(({ builtIn }) => !builtIn));
    const closed = closedDoor(controlPlane);
    for (const grants of own.values()) {
      const [grant] = grants;
      if (!grant) continue;
      const { binding, rules, namespace } = grant;
      const seen = grant.role !== undefined || grant.assumed === true;
      const left = leftOverNote(grants.every(({ leftOver }) => leftOver !== undefined) ? grants : []);
      const who = grants.map(({ subject }) => subject.name).join(' and ');
      const where = namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`;
      const latent = closed ? '; no such request is let in at present' : '';
      yield {
        verdict: 'fail',
        at: bindingRef(binding),
        // More rights by the same binding are another risk.
        detail: rules.map(ruleText).toSorted().join('; '),
        severity:
          closed || left !== '' || (seen && rules.length === 0)
            ? 'low'
            : seen
              ? opennessOf(rules, namespace)
              : 'medium',
        message: `${who}: ${seen ? summaryOf(rules) : `whatever ${binding.role.kind} ${binding.role.name} will say (it was not seen)`} ${where}${latent}${left}`,
        evidence: [
          ...few(grants, ({ subject }) =>
            observed(
              bindingName(binding),
              `${binding.role.kind} ${binding.role.name} to ${subjectName(subject)}`,
            ),
          ),
          ...few(rules.slice(0, 5), (rule) =>
            observed(`${binding.role.kind} ${binding.role.name}`, ruleText(rule)),
          ),
          ...(closed ?? []),
        ],
      };
    }
    if (own.size === 0)
      yield passOnBindings(
        { controlPlane, cluster },
        'requests without credentials have the stock rights only',
        [
          observed('role bindings', `${rbac.bindings.length} looked at`),
          ...few(anonymous.slice(0, 5), ({ binding, subject }) =>
            observed(bindingName(binding), `${subject.name} (shipped)`),
          ),
        ],
      );
  },
});

/** Evidence that the API server lets no such request further than the health paths. */
function closedDoor({ apiServer: { anonymous } }: ControlPlaneFacts): readonly Evidence[] | undefined {
  const shut = anonymous.known && (anonymous.value === 'off' || anonymous.value === 'health-only');
  return shut ? anonymous.evidence : undefined;
}
