import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'controller-manager/signing-key-unset',
  title: 'The controller manager has no key for tokens',
  severity: 'low',
  why: 'Without it, Secrets for tokens of service accounts are not filled, and what signs tokens elsewhere cannot be changed in one place.',
  fix: 'Set --service-account-private-key-file.',
  references: ['CIS 1.3.4', 'kube-controller-manager'],
  flag: 'service-account-private-key-file',
  bad: (value) => value === '',
  fail: (instances) => `no key for service account tokens is set${instances}`,
  pass: 'a key for service account tokens is set',
});
