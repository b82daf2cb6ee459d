import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'controller-manager/profiling-on',
  title: 'Profiling enabled on kube-controller-manager',
  control: 'Profiling on kube-controller-manager',
  severity: 'low',
  why: 'Profiles disclose internals of the controllers, and creating them consumes CPU. Access requires permission on `/debug/pprof`, which limits the risk.',
  remediation: 'Set `--profiling=false` on every kube-controller-manager.',
  references: ['CIS 1.3.2', 'kube-controller-manager'],
  flag: 'profiling',
  bad: (value) => value !== 'false',
  fail: (instances) => `--profiling is true (default)${instances}; expected false`,
  pass: '--profiling is false',
});
