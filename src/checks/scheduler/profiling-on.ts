import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'scheduler/profiling-on',
  title: 'The scheduler offers profiling',
  severity: 'low',
  why: 'Profiles show what the scheduler does and cost time to take. It is one thing less to guard rather than a hole.',
  fix: 'Set --profiling=false on kube-scheduler.',
  references: [
    { framework: 'CIS 1.12', id: '1.4.1' },
    {
      framework: 'docs',
      id: 'kube-scheduler',
      url: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/',
    },
  ],
  needs: [],
  uses: ['controlPlane'],
  // Static pods are the only witness: one that was not listed may differ.
  passNeeds: ['pods'],
  providersJob: true,
  *run({ controlPlane: { scheduler } }) {
    const config = scheduler.flag('config');
    const named = config.known ? config.sightings.find(({ value }) => value !== '') : undefined;
    if (named) {
      yield {
        verdict: 'unknown',
        at: component('kube-scheduler'),
        message: `the setting may stand in ${named.value}, which is not visible`,
        settle: [`read ${named.value} on the control-plane host`],
        evidence: [named.evidence],
      };
      return;
    }
    yield judgeFlag('kube-scheduler', scheduler.flag('profiling'), {
      bad: (value) => value !== 'false',
      fail: (instances) => `profiling is on (the default)${instances}`,
      pass: 'profiling is off',
    });
  },
});
