import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/host-port',
  title: 'A workload takes ports of its node',
  severity: 'low',
  why: 'A hostPort opens the pod on every address of its machine, past Services and often past NetworkPolicies, and only one such pod fits on a node.',
  fix: 'Take hostPort out and expose the workload by a Service. Forbid it by the Pod Security level baseline.',
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
  right: 'network',
  says: 'takes ports of its node',
  none: 'no ordinary workload takes ports of its node',
});
