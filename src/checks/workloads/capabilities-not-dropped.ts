import { workloadCheck } from '../families/workload-check.ts';
import { dropsAll, PRIVILEGED } from '../helpers/capabilities.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/capabilities-not-dropped',
  title: 'Linux capabilities not dropped (drop: ALL)',
  control: 'Dropping of Linux capabilities',
  severity: 'low',
  why: 'Container runtimes grant about a dozen Linux capabilities by default, which most workloads do not need. Unneeded capabilities increase the impact of a compromised container.',
  remediation:
    'Set `capabilities.drop: [ALL]` in each container and add only the required capabilities. The Pod Security level `restricted` enforces it.',
  references: ['CIS 5.2.9', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template) =>
    ofContainers(template, (container) => {
      if (!dropsAll(container)) return unset('capabilities.drop does not contain ALL');
      return container.privileged === true ? PRIVILEGED : undefined;
    }),
  description: 'do not drop all capabilities',
  none: 'all non-system workloads drop all capabilities',
});
