import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/host-port',
  title: 'hostPort used by a workload',
  control: 'Host ports (hostPort)',
  severity: 'low',
  why: 'A hostPort exposes the Pod on all addresses of its node, bypassing Services and, with some CNI plugins, NetworkPolicy. Only one such Pod can run per node.',
  remediation:
    'Remove `hostPort` and expose the workload with a Service. Enforce the Pod Security level `baseline`.',
  references: ['CIS 5.2.12', 'K05', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: (template) =>
    template.hostNetwork === true
      ? []
      : ofContainers(template, ({ ports = [] }) => {
          const taken = ports.flatMap(({ hostPort = 0, protocol = 'TCP' }) =>
            hostPort > 0 ? [`${hostPort}/${protocol}`] : [],
          );
          return taken.length > 0 ? `hostPort ${taken.join(', ')}` : undefined;
        }),
  permission: 'network',
  description: 'hostPort is set',
  none: 'no non-system workload sets hostPort',
});
