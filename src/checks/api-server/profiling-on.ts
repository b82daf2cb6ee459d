import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/profiling-on',
  title: 'Profiling enabled on kube-apiserver',
  control: 'Profiling on kube-apiserver',
  severity: 'low',
  why: 'Profiles disclose internals of kube-apiserver, and creating them consumes CPU. Access requires permission on `/debug/pprof`, which limits the risk.',
  remediation: 'Set `--profiling=false` on every kube-apiserver.',
  references: ['CIS 1.2.15', 'kube-apiserver'],
  flag: 'profiling',
  bad: (value) => value !== 'false',
  fail: (instances) => `--profiling is true (default)${instances}; expected false`,
  pass: '--profiling is false',
});
