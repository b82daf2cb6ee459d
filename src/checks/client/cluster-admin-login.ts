import { command } from '../../shared/requirement.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/cluster-admin-login',
  title: 'You look at the cluster with the rights of its administrator',
  severity: 'info',
  why: 'With this login every slip and every program that you start may do everything in the cluster. Members of system:masters are not even held by role bindings.',
  fix: 'Use a login for reading day by day (kubectl archmap rbac prints one for this tool), and the administrator for the change that needs it.',
  references: ['CIS 5.1.1', 'role-based-access-control-good-practices', 'K02'],
  needs: [],
  uses: ['client'],
  *run({ client }): Iterable<Finding> {
    const { identity } = client;
    if (!identity.known) {
      yield { verdict: 'unknown', message: identity.reason, requires: identity.requires };
      return;
    }
    const { username = '', groups = [], mayDoAnything } = identity.value;
    const at = { kind: 'User', name: username } as const;
    const evidence: Evidence[] = [
      ...identity.evidence,
      ...(mayDoAnything === undefined
        ? []
        : [
            observed(
              'SelfSubjectAccessReview',
              `every verb on everything: ${mayDoAnything ? 'allowed' : 'not allowed'}`,
            ),
          ]),
    ];
    if (groups.includes('system:masters'))
      yield {
        verdict: 'fail',
        at,
        severity: 'low',
        message: `${username} is a member of system:masters: no role binding holds it back, and none takes it away`,
        evidence,
      };
    else if (mayDoAnything === true)
      yield { verdict: 'fail', at, message: `${username} may do everything in the cluster`, evidence };
    else if (mayDoAnything === false)
      yield { verdict: 'pass', at, message: `${username} may not do everything`, evidence };
    else
      yield {
        verdict: 'unknown',
        at,
        message: 'the API server did not say whether the user may do everything',
        requires: [command("kubectl auth can-i '*' '*' --all-namespaces")],
        evidence,
      };
  },
});
