import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'controller-manager/signing-key-unset',
  title: '--service-account-private-key-file not set on kube-controller-manager',
  control: 'ServiceAccount signing key (--service-account-private-key-file)',
  severity: 'low',
  why: 'Without the key, the token controller is disabled and Secrets of type `kubernetes.io/service-account-token` are not populated. Tools that depend on these tokens cannot authenticate.',
  remediation:
    'Set `--service-account-private-key-file` to the private key that matches `--service-account-key-file` of kube-apiserver.',
  references: ['CIS 1.3.4', 'kube-controller-manager'],
  flag: 'service-account-private-key-file',
  bad: (value) => value === '',
  fail: (instances) => `--service-account-private-key-file is not set${instances}`,
  pass: '--service-account-private-key-file is set',
});
