import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'scheduler/profiling-on',
  title: 'Profiling enabled on kube-scheduler',
  control: 'Profiling on kube-scheduler',
  severity: 'low',
  why: 'Profiles disclose internals of kube-scheduler, and creating them consumes CPU. Access requires permission on `/debug/pprof`, which limits the risk.',
  remediation:
    'Set `--profiling=false` on every kube-scheduler, or `enableProfiling: false` in the file set by `--config`.',
  references: ['CIS 1.4.1', 'kube-scheduler'],
  flag: 'profiling',
  bad: (value) => value !== 'false',
  fail: (instances) => `--profiling is true (default)${instances}; expected false`,
  pass: '--profiling is false',
});
