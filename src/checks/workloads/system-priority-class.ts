import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { classifyWorkloads } from '../helpers/system.ts';

const CLASSES: ReadonlySet<string> = new Set(['system-cluster-critical', 'system-node-critical']);

export default defineCheck({
  id: 'workloads/system-priority-class',
  title: 'System priority class used by an application',
  control: 'Use of system priority classes',
  severity: 'low',
  why: 'The scheduler evicts Pods of all other workloads to place this one, including those of other namespaces. The kubelet evicts it last, so it competes with system components.',
  remediation:
    'Create a PriorityClass for the application and set it as `priorityClassName`. Restrict the system classes with a ResourceQuota with the scope `PriorityClass`.',
  references: ['pod-priority', 'resource-quotas'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }): Iterable<Finding> {
    const own = workloads
      .map(classifyWorkloads(addons, cluster))
      .filter(({ origin, isProduct }) => origin === 'application' && !isProduct)
      .map(({ workload }) => workload);
    const found = own.flatMap((workload) => {
      const used = workload.templates.flatMap(({ template: { priorityClass = '' } }) =>
        CLASSES.has(priorityClass) ? [priorityClass] : [],
      );
      return used.length > 0 ? [{ workload, used: [...new Set(used)] }] : [];
    });
    if (found.length > 0)
      yield {
        verdict: 'fail',
        message: `${plural(found.length, 'application workload')} with a system priority class (${listed(found.map(({ workload }) => `${workload.namespace}/${workload.name}`))})`,
        evidence: few(found, ({ workload, used }) =>
          observed(workloadName(workload), `priorityClassName ${listed(used)}`),
        ),
      };
    else if (own.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no application workload found',
        evidence: [observed('pods', 'system Pods only')],
      };
    else
      yield {
        verdict: 'pass',
        message: `no application workload uses a system priority class (${own.length} evaluated)`,
        evidence: [observed('pods', `${plural(own.length, 'application workload')} evaluated`)],
      };
  },
});
