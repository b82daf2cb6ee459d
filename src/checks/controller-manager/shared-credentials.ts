import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'controller-manager/shared-credentials',
  title: '--use-service-account-credentials not enabled on kube-controller-manager',
  control: 'Separate ServiceAccounts for controllers (--use-service-account-credentials)',
  severity: 'low',
  why: 'All controllers use one identity that requires the permissions of all of them, so a flaw in one controller affects everything. Audit logs cannot attribute actions to a single controller.',
  remediation: 'Set `--use-service-account-credentials=true` on every kube-controller-manager.',
  references: ['CIS 1.3.3', 'kube-controller-manager'],
  flag: 'use-service-account-credentials',
  bad: (value) => value !== 'true',
  fail: (instances) => `--use-service-account-credentials is not true${instances}`,
  pass: '--use-service-account-credentials is true',
});
