import { workloadCheck } from '../families/workload-check.ts';

export default workloadCheck({
  id: 'workloads/host-pid',
  title: 'A workload shares the process table of its node',
  severity: 'medium',
  why: 'A pod with hostPID sees all processes of its machine with their arguments and, as root, their environment and files. Passwords of other workloads stand there, and signals reach the kubelet itself.',
  fix: 'Take hostPID out. For debugging use kubectl debug, which goes away afterwards. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.3', 'T1611', 'K01', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: ({ hostPID }) => (hostPID === true ? [{ what: 'hostPID: true' }] : []),
  right: 'processes',
  says: 'sees and signals the processes of its node',
  none: 'no ordinary workload shares the process table of its node',
});
