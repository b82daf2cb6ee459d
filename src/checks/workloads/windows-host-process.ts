import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/windows-host-process',
  title: 'Windows HostProcess container in a workload',
  control: 'Windows HostProcess containers',
  severity: 'high',
  why: 'HostProcess containers have access to the file system, network and user accounts of the Windows node. An attacker in such a container controls the node.',
  remediation: 'Remove `windowsOptions.hostProcess: true`. Enforce the Pod Security level `baseline`.',
  references: ['CIS 5.2.10', 'T1611', 'K01', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: (template) =>
    ofContainers(template, ({ hostProcess = template.hostProcess }) =>
      hostProcess === true ? 'windowsOptions.hostProcess: true' : undefined,
    ),
  permission: 'privileged',
  description: 'runs Windows HostProcess containers',
  none: 'no non-system workload runs HostProcess containers',
});
