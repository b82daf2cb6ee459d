import type { Evidence } from '../../shared/evidence.ts';
import { component } from '../helpers/component.ts';
import { evaluateFlag } from '../helpers/flags.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/priority-and-fairness-off',
  title: 'API Priority and Fairness disabled',
  control: 'API Priority and Fairness',
  severity: 'low',
  why: 'A single faulty or malicious client can occupy all request slots. Requests of controllers and kubelets are then delayed or rejected, and the cluster becomes unstable.',
  remediation: 'Remove `--enable-priority-and-fairness=false` from every kube-apiserver.',
  references: ['api-priority-and-fairness', 'K06'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { flag, health, replicas } = controlPlane.apiServer;
    const evaluated = evaluateFlag('kube-apiserver', flag('enable-priority-and-fairness'), {
      bad: (value) => value === 'false',
      fail: (instances) => `--enable-priority-and-fairness is false${instances}`,
      pass: 'API Priority and Fairness is enabled',
    });
    if (evaluated.verdict !== 'unknown') {
      yield evaluated;
      return;
    }
    const hooks = health.flatMap(({ path, checks }) =>
      checks.flatMap(({ name }) => (name === ON || name === OFF ? [{ name, path }] : [])),
    );
    const evidence = hooks.slice(0, 1).map(({ name, path }): Evidence => ({
      source: 'health',
      confidence: 'observed',
      location: `GET ${path}`,
      value: name,
    }));
    if (hooks.some(({ name }) => name === OFF))
      yield { verdict: 'fail', at, message: 'API Priority and Fairness is disabled', evidence };
    else if (hooks.length > 0 && replicas.known && replicas.value === 1)
      yield { verdict: 'pass', at, message: 'API Priority and Fairness is enabled', evidence };
    else yield evaluated;
  },
});

const at = component('kube-apiserver');

/** Names of post-start hooks: one of the two runs, depending on whether the feature is on. */
const ON = 'poststarthook/priority-and-fairness-filter';
const OFF = 'poststarthook/max-in-flight-filter';
