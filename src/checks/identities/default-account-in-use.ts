import { bindingName, bySubject } from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { passOnBindings, subjectRef } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/default-account-in-use',
  title: 'The account that every pod gets unasked has rights',
  severity: 'medium',
  why: 'A pod that names no service account runs as the one called default. What is bound to it belongs to every such pod of the namespace, to those that start tomorrow as well, and nobody who writes a pod sees it.',
  fix: 'Make a service account for the workload that needs the rights, bind them to it, and take the binding of default away.',
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
        message: `has ${listed(roles)}${everywhere ? ' in the whole cluster' : ''}`,
        evidence: few(grants, ({ binding }) =>
          observed(bindingName(binding), `${binding.role.kind} ${binding.role.name}`),
        ),
      };
    }
    if (holders.length === 0)
      yield passOnBindings({ controlPlane, cluster }, 'no account called default is bound to a role', [
        observed('role bindings', `${plural(rbac.bindings.length, 'binding')} looked at`),
      ]);
  },
});

function isDefaultAccount({ subject: { kind, name } }: Grant): boolean {
  return kind === 'ServiceAccount' && name === 'default';
}
