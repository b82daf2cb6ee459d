import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/profiling-on',
  title: 'The API server offers profiling',
  severity: 'low',
  why: 'Profiles show code paths, and taking one costs time of the server. Only who may get /debug/pprof reaches it, so that it is one thing less to guard rather than a hole.',
  fix: 'Set --profiling=false.',
  references: ['CIS 1.2.15', 'kube-apiserver'],
  flag: 'profiling',
  bad: (value) => value !== 'false',
  fail: (instances) => `profiling is on (the default)${instances}`,
  pass: 'profiling is off',
});
