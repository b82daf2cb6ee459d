import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/privileged-container',
  title: 'Privileged container in a workload',
  control: 'Privileged containers',
  severity: 'high',
  why: 'A privileged container has all capabilities and access to all devices of the node. An attacker in the container or its image can compromise the node and every Pod on it.',
  remediation:
    'Remove `privileged: true` and add only the required capability or device. Enforce the Pod Security level `baseline`.',
  references: ['CIS 5.2.2', 'T1611', 'K01', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: (template) =>
    ofContainers(template, ({ privileged }) => (privileged === true ? 'privileged: true' : undefined)),
  permission: 'privileged',
  description: 'runs containers with privileged: true',
  none: 'no non-system workload runs privileged containers',
});
