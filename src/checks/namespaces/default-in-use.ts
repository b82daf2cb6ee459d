import { plural } from '../../shared/text.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';

const at = { kind: 'Namespace', name: 'default' };

export default defineCheck({
  id: 'namespaces/default-in-use',
  title: 'Workloads run in the namespace default',
  severity: 'low',
  why: 'Rights, quotas, network rules and pod security are set per namespace. In default lands what was applied without saying where, of all teams, so that no rule fits it, and a right on default is a right on all of them.',
  fix: 'Give each application a namespace of its own, move the workloads there, and keep default empty with a ResourceQuota of zero pods.',
  references: ['CIS 5.6.4', 'NSA Namespaces'],
  needs: ['workloads'],
  *run({ workloads }) {
    // Static pods land in default when their manifest names no namespace: that is a matter of the node.
    const there = workloads.filter(({ namespace, mirror }) => namespace === 'default' && !mirror);
    if (there.length > 0) {
      yield {
        verdict: 'fail',
        at,
        message: `${plural(there.length, 'workload')} (${listed(there.map(({ name }) => name))})`,
        evidence: few(there, (workload) =>
          observed(
            workloadName(workload),
            workload.pods.length > 0 ? plural(workload.pods.length, 'pod') : 'no pod now',
          ),
        ),
      };
      return;
    }
    yield {
      verdict: 'pass',
      at,
      message: 'nothing runs there',
      evidence: [observed('pods', `none in default (${plural(workloads.length, 'workload')} elsewhere)`)],
    };
  },
});
