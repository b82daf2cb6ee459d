import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/privilege-escalation',
  title: 'Workloads may gain privileges after they start',
  severity: 'low',
  why: 'Unless it is forbidden, a process can get more rights than its parent by a setuid program of its image. It is how an intruder becomes root in a container that was started as somebody else.',
  fix: 'Set allowPrivilegeEscalation: false in each container, and let the Pod Security level restricted ask for it.',
  references: ['CIS 5.2.6', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template) =>
    ofContainers(template, ({ allowPrivilegeEscalation, privileged }) => {
      if (allowPrivilegeEscalation === undefined) return unset('allowPrivilegeEscalation is not false');
      if (allowPrivilegeEscalation) return 'allowPrivilegeEscalation: true';
      // The API server refuses the two together; a file may hold them.
      return privileged === true ? 'allowPrivilegeEscalation: false, but privileged: true' : undefined;
    }),
  says: 'may gain privileges after they start',
  none: 'no ordinary workload may gain privileges after it starts',
});
