import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'controller-manager/shared-credentials',
  title: 'All controllers share one identity',
  severity: 'low',
  why: 'Each controller then acts with the rights of the controller manager as a whole, which has to have the sum of them. In the audit trail they cannot be told apart.',
  fix: 'Set --use-service-account-credentials=true.',
  references: ['CIS 1.3.3', 'kube-controller-manager'],
  flag: 'use-service-account-credentials',
  bad: (value) => value !== 'true',
  fail: (instances) => `controllers have no accounts of their own${instances}`,
  pass: 'each controller has an account of its own',
});
