import { workloadCheck } from '../families/workload-check.ts';
import { dropsAll, PRIVILEGED } from '../helpers/capabilities.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/capabilities-kept',
  title: 'Workloads keep capabilities that they do not need',
  severity: 'low',
  why: 'A container runtime gives each container about a dozen capabilities of root. Most programs need none of them; what is not there cannot be misused.',
  fix: 'Drop ALL in each container and add back what the program fails without; the Pod Security level restricted asks for it.',
  references: ['CIS 5.2.9', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template) =>
    ofContainers(template, (container) => {
      if (!dropsAll(container)) return unset('does not drop ALL');
      return container.privileged === true ? PRIVILEGED : undefined;
    }),
  says: 'keep capabilities unasked',
  none: 'every ordinary workload drops all capabilities',
});
