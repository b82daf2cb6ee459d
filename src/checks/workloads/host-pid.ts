import type { PodTemplate } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import type { Fault } from '../helpers/pod-faults.ts';
import { judgeEach } from '../helpers/pod-security.ts';

const QUESTION = {
  faults,
  right: 'processes' as const,
  says: 'sees and signals the processes of its node',
  none: 'no ordinary workload shares the process table of its node',
};

export default defineCheck({
  id: 'workloads/host-pid',
  title: 'A workload shares the process table of its node',
  severity: 'medium',
  why: 'A pod with hostPID sees all processes of its machine with their arguments and, as root, their environment and files. Passwords of other workloads stand there, and signals reach the kubelet itself.',
  fix: 'Take hostPID out. For debugging use kubectl debug, which goes away afterwards. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.3', 'T1611', 'K01', 'pod-security-standards'],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run(parts) {
    yield* judgeEach(parts, QUESTION, 'medium');
  },
});

function faults({ hostPID }: PodTemplate): Fault[] {
  return hostPID === true ? [{ what: 'hostPID: true' }] : [];
}
