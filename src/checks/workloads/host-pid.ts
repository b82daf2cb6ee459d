import { workloadCheck } from '../families/workload-check.ts';

export default workloadCheck({
  id: 'workloads/host-pid',
  title: 'hostPID enabled in a workload',
  control: 'Host PID namespace (hostPID)',
  severity: 'medium',
  why: 'A Pod with hostPID can list all processes on the node with their arguments and, as root, read their environment and files. This exposes credentials of other workloads and allows signals to the kubelet.',
  remediation:
    'Remove `hostPID: true`. For debugging, use `kubectl debug node/NAME`, and enforce the Pod Security level `baseline`.',
  references: ['CIS 5.2.3', 'T1611', 'K01', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: ({ hostPID }) => (hostPID === true ? [{ what: 'hostPID: true' }] : []),
  permission: 'processes',
  description: 'hostPID is true',
  none: 'no non-system workload sets hostPID: true',
});
