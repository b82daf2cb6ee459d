import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/seccomp-unset',
  title: 'Workloads run without a seccomp profile',
  severity: 'low',
  why: 'Without a profile a container may use every system call of the kernel, rare and old ones included, which is where ways out of containers are found.',
  fix: 'Set seccompProfile: { type: RuntimeDefault } in the pod, or let kubelets give it to all with seccompDefault: true.',
  references: ['CIS 5.6.2', 'NSA Hardening of containers', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template) =>
    ofContainers(template, ({ seccomp = template.seccomp, privileged }) => {
      if (privileged === true) return 'privileged: profiles do not apply';
      if (seccomp === undefined) return unset('no seccompProfile');
      return PROFILES.has(seccomp) ? undefined : `seccompProfile: ${seccomp}`;
    }),
  says: 'name no seccomp profile',
  none: 'every ordinary workload has a seccomp profile',
});

/** Kubelets take any other word for Unconfined. */
const PROFILES = new Set(['RuntimeDefault', 'Localhost']);
