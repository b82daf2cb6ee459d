import { bindingName, bySubject } from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { passOnBindings, subjectRef } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/default-service-account-bound',
  title: 'Permissions bound to the default ServiceAccount',
  control: 'Permissions of default ServiceAccounts',
  severity: 'medium',
  why: 'Every Pod without an explicit `serviceAccountName` receives these permissions, including Pods created later. A compromise of any such Pod exposes them.',
  remediation:
    'Create a dedicated ServiceAccount for the workload, bind the permissions to it, and delete the binding of `default`.',
  references: ['CIS 5.1.5', 'T1078', 'K02'],
  peerChecks: [248],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster'],
  *run({ rbac, controlPlane, cluster }): Iterable<Finding> {
    const holders = rbac.grants.filter((grant) => isDefaultAccount(grant) && !grant.builtIn);
    for (const grants of bySubject(holders).values()) {
      const [first] = grants;
      if (!first) continue;
      const roles = [...new Set(grants.map(({ binding }) => `${binding.role.kind} ${binding.role.name}`))];
      const everywhere = grants.some(({ namespace }) => namespace === undefined);
      yield {
        verdict: 'fail',
        at: subjectRef(first),
        ...(!everywhere && { severity: 'low' }),
        message: `bound to ${listed(roles)}${everywhere ? ' cluster-wide' : ''}`,
        evidence: few(grants, ({ binding }) =>
          observed(bindingName(binding), `${binding.role.kind} ${binding.role.name}`),
        ),
      };
    }
    if (holders.length === 0)
      yield passOnBindings({ controlPlane, cluster }, 'no default ServiceAccount is bound to a role', [
        observed('role bindings', `${plural(rbac.bindings.length, 'binding')} evaluated`),
      ]);
  },
});

function isDefaultAccount({ subject: { kind, name } }: Grant): boolean {
  return kind === 'ServiceAccount' && name === 'default';
}
