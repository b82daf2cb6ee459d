import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'controller-manager/profiling-on',
  title: 'The controller manager offers profiling',
  severity: 'low',
  why: 'Profiles show what the controllers do and cost time to take. It is one thing less to guard rather than a hole.',
  fix: 'Set --profiling=false on kube-controller-manager.',
  references: ['CIS 1.3.2', 'kube-controller-manager'],
  flag: 'profiling',
  bad: (value) => value !== 'false',
  fail: (instances) => `profiling is on (the default)${instances}`,
  pass: 'profiling is off',
});
