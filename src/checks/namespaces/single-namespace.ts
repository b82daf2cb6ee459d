import { plural } from '../../shared/text.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { classifyWorkloads } from '../helpers/system.ts';

/** Fewer workloads than this may belong together. */
const MANY = 10;

export default defineCheck({
  id: 'namespaces/single-namespace',
  title: 'No namespace isolation (single namespace)',
  control: 'Namespace isolation',
  severity: 'low',
  why: 'RBAC, quotas, NetworkPolicy and Pod Security apply per namespace. With all workloads in one namespace, permissions for one application apply to all of them.',
  remediation:
    'Create a namespace for each application or team, with its own RBAC, ResourceQuota and NetworkPolicies.',
  references: ['CIS 5.6.1', 'NSA Namespaces'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }) {
    const own = workloads
      .map(classifyWorkloads(addons, cluster))
      .filter(({ origin }) => origin === 'application')
      .map(({ workload }) => workload);
    const namespaces = [...new Set(own.map(({ namespace }) => namespace))];
    const [first = 'default'] = namespaces;
    const evidence = few(own, (workload) => observed('namespaces in use', workloadName(workload)));
    if (own.length < MANY && namespaces.length < 2)
      yield {
        verdict: 'not-applicable',
        message: `${plural(own.length, 'application workload')}: too few to evaluate`,
        evidence,
      };
    else if (namespaces.length < 2)
      yield {
        verdict: 'fail',
        at: { kind: 'Namespace', name: first },
        message: `all ${own.length} application workloads are in one namespace`,
        restsOn: ['pods'],
        evidence,
      };
    else
      yield {
        verdict: 'pass',
        message: `workloads are in ${namespaces.length} namespaces (${listed(namespaces)}); their assignment to teams is not evaluated`,
        evidence,
      };
  },
});
