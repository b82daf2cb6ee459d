import { bindingName, subjectName } from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { originOf } from '../helpers/holders.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'identities/cross-namespace-binding',
  title: 'Permissions for a ServiceAccount of another namespace',
  control: 'RoleBindings for ServiceAccounts of other namespaces',
  severity: 'low',
  why: 'Any user or workload that can create Pods in the namespace of the ServiceAccount receives its permissions in the other namespace. The namespaces are then not isolated from each other.',
  remediation:
    'Run the workload in the namespace that it works on, or limit the Role to the objects that it requires. Document intended bindings with a waiver.',
  references: ['CIS 5.6.1', 'rbac-good-practices', 'K02'],
  peerChecks: [254],
  needs: ['rbac'],
  uses: ['cluster', 'trust'],
  *run({ rbac: { grants }, cluster, trust }): Iterable<Finding> {
    const crossing = grants.filter(
      ({ subject, namespace, rules }) =>
        subject.kind === 'ServiceAccount' &&
        namespace !== undefined &&
        subject.namespace !== namespace &&
        rules.length > 0,
    );
    const found = crossing.filter((grant) => originOf(grant, { cluster, trust }) === 'other');
    const pairs = [...new Set(found.map(pairOf))].sort();
    if (found.length > 0)
      yield {
        verdict: 'fail',
        message: `${plural(pairs.length, 'ServiceAccount')} with permissions in another namespace (${listed(pairs)})`,
        members: pairs,
        evidence: few(found, ({ binding, subject }) =>
          observed(
            bindingName(binding),
            `${subjectName(subject)} has ${binding.role.kind} ${binding.role.name}`,
          ),
        ),
      };
    else
      yield {
        verdict: 'pass',
        message: 'no RoleBinding grants permissions to a ServiceAccount of another application namespace',
        evidence: [
          observed(
            'role bindings',
            `${plural(crossing.length, 'permission')} across namespaces, of system components only`,
          ),
        ],
      };
  },
});

function pairOf({ subject, namespace }: Grant): string {
  return `${subject.namespace ?? ''}/${subject.name} in ${namespace ?? ''}`;
}
