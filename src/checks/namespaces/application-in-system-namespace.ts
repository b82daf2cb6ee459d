import { plural } from '../../shared/text.ts';
import { initialNamespaces } from '../../data/system-namespaces.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { classifyWorkloads, undecided } from '../helpers/system.ts';

export default defineCheck({
  id: 'namespaces/application-in-system-namespace',
  title: 'Unrecognized workloads in a system namespace',
  control: 'Workloads in system namespaces',
  severity: 'low',
  why: 'Quotas, policies and admission webhooks often exempt system namespaces. Users who maintain the workload need permissions there, which give access to Secrets and components of the cluster.',
  remediation:
    'Move the workload to a namespace of its own. Restrict permissions in system namespaces to administrators.',
  references: ['CIS 5.6.1', 'NSA Namespaces'],
  peerChecks: [154],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }): Iterable<Finding> {
    const placed = workloads
      .map(classifyWorkloads(addons, cluster))
      .filter(({ workload }) => workload.namespace !== 'default');
    const found = placed.filter(({ origin }) => origin === 'unrecognized').map(({ workload }) => workload);
    const uncertain = placed.find(
      ({ origin, workload }) => origin === 'uncertain' && initialNamespaces.has(workload.namespace),
    );
    if (found.length > 0)
      yield {
        verdict: 'fail',
        message: `${plural(found.length, 'workload')} in system namespaces not recognized as part of Kubernetes, the distribution or an add-on (${listed(found.map(({ namespace, name }) => `${namespace}/${name}`))})`,
        evidence: few(found, (workload) =>
          observed(workloadName(workload), listed(workload.template.containers.map(({ image }) => image))),
        ),
      };
    else if (uncertain) yield undecided(uncertain, 'workload in a system namespace');
    else
      yield {
        verdict: 'pass',
        message: 'system namespaces contain recognized components only',
        evidence: [
          observed(
            'pods',
            `${plural(placed.filter(({ origin }) => origin === 'system').length, 'system workload')} recognized`,
          ),
        ],
      };
  },
});
