import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/windows-host-process',
  title: 'A workload runs as a process of a Windows host',
  severity: 'high',
  why: 'HostProcess containers have the file system, the network and the accounts of the Windows machine. Whoever gets into one owns the node.',
  fix: 'Take windowsOptions.hostProcess out. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.10', 'T1611', 'K01', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: (template) =>
    ofContainers(template, ({ hostProcess = template.hostProcess }) =>
      hostProcess === true ? 'windowsOptions.hostProcess: true' : undefined,
    ),
  right: 'privileged',
  says: 'runs as a process of its Windows host',
  none: 'no ordinary workload runs as a process of a Windows host',
});
