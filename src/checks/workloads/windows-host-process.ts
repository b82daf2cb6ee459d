import type { PodTemplate } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import type { Fault } from '../helpers/pod-faults.ts';
import { ofContainers } from '../helpers/pod-faults.ts';
import { judgeEach } from '../helpers/pod-security.ts';

const QUESTION = {
  faults,
  right: 'privileged' as const,
  says: 'runs as a process of its Windows host',
  none: 'no ordinary workload runs as a process of a Windows host',
};

export default defineCheck({
  id: 'workloads/windows-host-process',
  title: 'A workload runs as a process of a Windows host',
  severity: 'high',
  why: 'HostProcess containers have the file system, the network and the accounts of the Windows machine. Whoever gets into one owns the node.',
  fix: 'Take windowsOptions.hostProcess out. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.10', 'T1611', 'K01', 'pod-security-standards'],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run(parts) {
    yield* judgeEach(parts, QUESTION, 'high');
  },
});

function faults(template: PodTemplate): Fault[] {
  return ofContainers(template, ({ hostProcess = template.hostProcess }) =>
    hostProcess === true ? 'windowsOptions.hostProcess: true' : undefined,
  );
}
