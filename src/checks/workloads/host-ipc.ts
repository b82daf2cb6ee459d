import { workloadCheck } from '../families/workload-check.ts';

export default workloadCheck({
  id: 'workloads/host-ipc',
  title: 'hostIPC enabled in a workload',
  control: 'Host IPC namespace (hostIPC)',
  severity: 'medium',
  why: 'A Pod with hostIPC can read and modify shared memory and message queues of processes on the node, such as databases.',
  remediation:
    'Remove `hostIPC: true`; containers of one Pod share an IPC namespace by default. Enforce the Pod Security level `baseline`.',
  references: ['CIS 5.2.4', 'T1611', 'K01', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: ({ hostIPC }) => (hostIPC === true ? [{ what: 'hostIPC: true' }] : []),
  permission: 'processes',
  description: 'hostIPC is true',
  none: 'no non-system workload sets hostIPC: true',
});
