import { bindingName, subjectName } from '../../model/rbac.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { isShipped } from '../helpers/holders.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'identities/binding-service-account-missing',
  title: 'Role bindings refer to a missing ServiceAccount',
  control: 'ServiceAccounts of role bindings',
  severity: 'low',
  why: 'A user who can create ServiceAccounts in that namespace creates one with this name and receives its permissions. No further access to RBAC is required.',
  remediation: 'Remove the subject from the binding, or delete the binding with `kubectl delete`.',
  references: ['CIS 5.1.5', 'rbac-good-practices', 'K02'],
  peerChecks: [251],
  needs: ['rbac'],
  uses: ['cluster'],
  collectors: ['serviceaccounts'],
  *run({ rbac: { grants, serviceAccounts }, cluster }): Iterable<Finding> {
    const known = new Set(serviceAccounts.map(({ namespace, name }) => `${namespace}/${name}`));
    const bound = grants.filter(({ subject }) => subject.kind === 'ServiceAccount');
    // Kubernetes binds roles to ServiceAccounts that exist only where their controller runs.
    const stale = bound.filter(
      (grant) =>
        !known.has(`${grant.subject.namespace ?? ''}/${grant.subject.name}`) &&
        grant.perhapsBuiltIn !== true &&
        grant.leftOver === undefined &&
        !isShipped(grant, cluster),
    );
    const names = [...new Set(stale.map(({ subject }) => subjectName(subject)))].sort();
    if (stale.length > 0)
      yield {
        verdict: 'fail',
        message: `${plural(names.length, 'ServiceAccount')} in role bindings that do not exist (${listed(names.map((name) => name.replace('ServiceAccount ', '')))})`,
        restsOn: ['rbac', 'serviceaccounts'],
        members: names,
        evidence: few(stale, ({ binding, subject }) =>
          observed(bindingName(binding), `${subjectName(subject)} does not exist`),
        ),
      };
    else
      yield {
        verdict: 'pass',
        message:
          'every ServiceAccount in role bindings exists, except those that Kubernetes binds by default',
        evidence: [observed('role bindings', `${plural(bound.length, 'ServiceAccount subject')} evaluated`)],
      };
  },
});
