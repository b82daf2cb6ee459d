import type { PodTemplate } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import type { Fault } from '../helpers/pod-faults.ts';
import { judgeEach } from '../helpers/pod-security.ts';

const QUESTION = {
  faults,
  right: 'processes' as const,
  says: 'shares IPC with its node',
  none: 'no ordinary workload shares IPC with its node',
};

export default defineCheck({
  id: 'workloads/host-ipc',
  title: 'A workload shares the memory segments of its node',
  severity: 'medium',
  why: 'With hostIPC a pod reads and writes the shared memory and message queues of all programs of its machine that use them, databases among them.',
  fix: 'Take hostIPC out; containers of one pod share an IPC namespace anyway. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.4', 'T1611', 'K01', 'pod-security-standards'],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run(parts) {
    yield* judgeEach(parts, QUESTION, 'medium');
  },
});

function faults({ hostIPC }: PodTemplate): Fault[] {
  return hostIPC === true ? [{ what: 'hostIPC: true' }] : [];
}
