import type { WorkloadFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { standings } from '../helpers/system.ts';

export default defineCheck({
  id: 'identities/token-unneeded',
  title: 'Workloads carry a token that they have no use for',
  severity: 'low',
  why: 'A pod gets a token for the API unless it is told not to. One whose account has no rights can do nothing with it, but an intruder can: ask what there is, and use whatever is bound to the account, or to all accounts, tomorrow.',
  fix: 'Set automountServiceAccountToken: false in the service account or the pod, and true only where a program talks to the API.',
  references: [
    { framework: 'CIS 1.12', id: '5.1.6' },
    { framework: 'MITRE ATT&CK', id: 'T1528' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
  ],
  needs: ['rbac', 'workloads'],
  collectors: ['serviceaccounts'],
  uses: ['addons', 'cluster'],
  *run({ rbac, workloads, addons, cluster }): Iterable<Finding> {
    const bound = new Set(
      rbac.grants.flatMap(({ subject: { kind, namespace = '', name } }) =>
        kind === 'ServiceAccount' ? `${namespace}/${name}` : [],
      ),
    );
    const ordinary = workloads
      .map(standings(addons, cluster))
      .flatMap(({ workload, standing }) => (standing === 'part' ? [] : workload));
    const automounts = new Map(
      rbac.serviceAccounts.map(({ namespace, name, automountToken }) => [
        `${namespace}/${name}`,
        automountToken,
      ]),
    );
    const carrying = ordinary.filter((workload) => mountsToken(workload, automounts));
    const idle = carrying.filter((workload) => !bound.has(account(workload)));
    if (ordinary.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no workload runs here but the system itself',
        evidence: [observed('pods', 'only those of the system')],
      };
    else if (idle.length > 0) {
      const namespaces = [...new Set(idle.map(({ namespace }) => namespace))];
      yield {
        verdict: 'fail',
        restsOn: ['rbac'],
        message: `${idle.length} of ${plural(ordinary.length, 'workload')} with a token whose account is bound to nothing, in ${plural(namespaces.length, 'namespace')} (${listed(namespaces)})`,
        evidence: few(idle, (workload) =>
          observed(workloadName(workload), `ServiceAccount ${account(workload)}`),
        ),
      };
    } else
      yield {
        verdict: 'pass',
        message: `tokens are mounted where the account has rights alone (${carrying.length} of ${plural(ordinary.length, 'workload')})`,
        evidence: few(carrying, (workload) =>
          observed(workloadName(workload), `ServiceAccount ${account(workload)}`),
        ),
      };
  },
});

function account({ namespace, template }: WorkloadFacts): string {
  return `${namespace}/${template.serviceAccount ?? 'default'}`;
}

/** The pod's word counts more than the account's; unsaid means yes. */
function mountsToken(workload: WorkloadFacts, automounts: ReadonlyMap<string, boolean | undefined>): boolean {
  if (workload.mirror) return false;
  return workload.template.automountToken ?? automounts.get(account(workload)) ?? true;
}
