import { bindingName } from '../../model/rbac.ts';
import type { BindingRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'identities/binding-role-missing',
  title: 'Role bindings refer to a missing role',
  control: 'Roles of role bindings',
  severity: 'low',
  why: 'The binding grants nothing today. Any role that is created with that name later is granted to its subjects at once, without a new binding.',
  remediation: 'Delete the binding with `kubectl delete`, or create the role that it is intended for.',
  references: ['CIS 5.1.1', 'rbac-good-practices', 'K02'],
  peerChecks: [250],
  needs: ['rbac'],
  *run({ rbac: { bindings, roles } }): Iterable<Finding> {
    const known = new Set(roles.map(({ kind, namespace = '', name }) => `${kind} ${namespace}/${name}`));
    const lacksRole = ({ namespace = '', role }: BindingRecord): boolean =>
      !known.has(`${role.kind} ${role.kind === 'Role' ? namespace : ''}/${role.name}`);
    const stale = bindings.filter((binding) => binding.subjects.length > 0 && lacksRole(binding));
    const roleNames = [...new Set(stale.map(({ role }) => `${role.kind} ${role.name}`))];
    if (stale.length > 0)
      yield {
        verdict: 'fail',
        message: `${plural(stale.length, 'binding')} of ${plural(roleNames.length, 'role')} not found (${listed(roleNames)})`,
        restsOn: ['rbac'],
        members: stale.map(bindingName).sort(),
        evidence: few(stale, (binding) =>
          observed(bindingName(binding), `${binding.role.kind} ${binding.role.name} does not exist`),
        ),
      };
    else
      yield {
        verdict: 'pass',
        message: `every role of ${plural(bindings.length, 'binding')} exists`,
        evidence: [observed('role bindings', `${plural(bindings.length, 'binding')} evaluated`)],
      };
  },
});
