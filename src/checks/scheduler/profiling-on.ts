import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'scheduler/profiling-on',
  title: 'The scheduler offers profiling',
  severity: 'low',
  why: 'Profiles show what the scheduler does and cost time to take. It is one thing less to guard rather than a hole.',
  fix: 'Set --profiling=false on kube-scheduler.',
  references: ['CIS 1.4.1', 'kube-scheduler'],
  flag: 'profiling',
  bad: (value) => value !== 'false',
  fail: (instances) => `profiling is on (the default)${instances}`,
  pass: 'profiling is off',
});
