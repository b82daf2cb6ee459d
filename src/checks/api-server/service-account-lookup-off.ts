import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/service-account-lookup-off',
  title: 'ServiceAccount token lookup disabled (--service-account-lookup=false)',
  control: 'ServiceAccount token lookup',
  severity: 'medium',
  why: 'kube-apiserver accepts legacy ServiceAccount tokens without verifying that the ServiceAccount and Secret still exist. Deleting a compromised ServiceAccount does not revoke its stolen token.',
  remediation: 'Remove `--service-account-lookup=false` (default: true).',
  references: ['CIS 1.2.21', 'kube-apiserver'],
  flag: 'service-account-lookup',
  bad: (value) => value === 'false',
  fail: (instances) => `--service-account-lookup is false${instances}; expected true`,
  pass: '--service-account-lookup is true',
});
