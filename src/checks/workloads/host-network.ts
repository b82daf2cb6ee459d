import { workloadCheck } from '../families/workload-check.ts';

export default workloadCheck({
  id: 'workloads/host-network',
  title: 'hostNetwork enabled in a workload',
  control: 'Host network namespace (hostNetwork)',
  severity: 'medium',
  why: 'Most CNI plugins do not apply NetworkPolicy to a Pod on the host network. It can access loopback services, node traffic and, in a cloud, the instance metadata credentials of the node.',
  remediation:
    'Remove `hostNetwork: true` and expose the workload with a Service. Enforce the Pod Security level `baseline`.',
  references: ['CIS 5.2.5', 'T1557', 'K05', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: ({ hostNetwork }) => (hostNetwork === true ? [{ what: 'hostNetwork: true' }] : []),
  permission: 'network',
  description: 'hostNetwork is true',
  none: 'no non-system workload sets hostNetwork: true',
});
