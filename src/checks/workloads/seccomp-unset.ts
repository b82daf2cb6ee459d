import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/seccomp-unset',
  title: 'Seccomp profile not set',
  control: 'Seccomp profile',
  severity: 'low',
  why: 'Without a seccomp profile, a container can use all system calls of the kernel. This increases the attack surface for container escapes through kernel vulnerabilities.',
  remediation:
    'Set `seccompProfile: { type: RuntimeDefault }` in the Pod, or `seccompDefault: true` in the kubelet configuration.',
  references: ['CIS 5.6.2', 'NSA Hardening of containers', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template) =>
    ofContainers(template, ({ seccomp = template.seccomp, privileged }) => {
      if (privileged === true) return 'privileged: true (seccomp profiles do not apply)';
      if (seccomp === undefined) return unset('seccompProfile is not set');
      return PROFILES.has(seccomp) ? undefined : `seccompProfile: ${seccomp}`;
    }),
  description: 'do not set seccompProfile',
  none: 'all non-system workloads have a seccomp profile',
});

/** Kubelets treat any other value as Unconfined. */
const PROFILES = new Set(['RuntimeDefault', 'Localhost']);
