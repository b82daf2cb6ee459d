import { workloadCheck } from '../families/workload-check.ts';

export default workloadCheck({
  id: 'workloads/host-ipc',
  title: 'A workload shares the memory segments of its node',
  severity: 'medium',
  why: 'With hostIPC a pod reads and writes the shared memory and message queues of all programs of its machine that use them, databases among them.',
  fix: 'Take hostIPC out; containers of one pod share an IPC namespace anyway. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.4', 'T1611', 'K01', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: ({ hostIPC }) => (hostIPC === true ? [{ what: 'hostIPC: true' }] : []),
  right: 'processes',
  says: 'shares IPC with its node',
  none: 'no ordinary workload shares IPC with its node',
});
