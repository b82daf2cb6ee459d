import { plural } from '../../shared/text.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { classifyWorkloads } from '../helpers/system.ts';

/** Fewer than these may well belong together. */
const MANY = 10;

export default defineCheck({
  id: 'namespaces/one-for-all',
  title: 'Everything runs in one namespace',
  severity: 'low',
  why: 'Namespaces are the borders along which rights, quotas, network rules and pod security are given. Where everything is in one, whoever may do something with one application may do it with all.',
  fix: 'Give each application or team a namespace of its own, with its own rights, quota and NetworkPolicies.',
  references: ['CIS 5.6.1', 'NSA Namespaces'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }) {
    const own = workloads
      .map(classifyWorkloads(addons, cluster))
      .filter(({ standing }) => standing === 'own')
      .map(({ workload }) => workload);
    const namespaces = [...new Set(own.map(({ namespace }) => namespace))];
    const [first = 'default'] = namespaces;
    const evidence = few(own, (workload) => observed('namespaces in use', workloadName(workload)));
    if (own.length < MANY && namespaces.length < 2)
      yield {
        verdict: 'not-applicable',
        message: `${plural(own.length, 'workload')} beside the system: too few to tell borders`,
        evidence,
      };
    else if (namespaces.length < 2)
      yield {
        verdict: 'fail',
        at: { kind: 'Namespace', name: first },
        message: `all ${own.length} workloads beside the system are in it`,
        restsOn: ['pods'],
        evidence,
      };
    else
      yield {
        verdict: 'pass',
        message: `workloads are in ${namespaces.length} namespaces (${listed(namespaces)}); whether those follow your teams only you know`,
        evidence,
      };
  },
});
