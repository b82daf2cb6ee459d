import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/privilege-escalation',
  title: 'allowPrivilegeEscalation not set to false',
  control: 'Privilege escalation in containers (allowPrivilegeEscalation)',
  severity: 'low',
  why: 'Without this setting, a process can gain privileges through a setuid binary in the image. An attacker in a non-root container can become root in the container.',
  remediation:
    'Set `allowPrivilegeEscalation: false` in each container. The Pod Security level `restricted` enforces it.',
  references: ['CIS 5.2.6', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template) =>
    ofContainers(template, ({ allowPrivilegeEscalation, privileged }) => {
      if (allowPrivilegeEscalation === undefined)
        return unset('allowPrivilegeEscalation is not set (default: true)');
      if (allowPrivilegeEscalation) return 'allowPrivilegeEscalation: true';
      // The API server rejects the combination; a file may contain it.
      return privileged === true ? 'allowPrivilegeEscalation: false, but privileged: true' : undefined;
    }),
  description: 'do not set allowPrivilegeEscalation: false',
  none: 'all non-system workloads set allowPrivilegeEscalation: false',
});
