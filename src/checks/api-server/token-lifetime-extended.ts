import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/token-lifetime-extended',
  title: 'Tokens of pods are good for a year',
  severity: 'low',
  why: 'For the sake of old programs the API server gives tokens of pods a year instead of an hour. A token that is stolen from a pod, a log or a crash report works as long, as long as the pod is there.',
  fix: 'Set --service-account-extend-token-expiration=false once serviceaccount_stale_tokens_total stays zero.',
  references: ['CIS 1.2.30', 'kube-apiserver'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane: { apiServer } }) {
    const answer = apiServer.flag('service-account-extend-token-expiration');
    const old = answer.known
      ? answer.observations.filter(({ minors }) => minors?.every((minor) => minor < BOUND) === true)
      : [];
    if (answer.known && old.length === answer.observations.length)
      yield {
        verdict: 'not-applicable',
        at: component('kube-apiserver'),
        message: `tokens of pods have no end before Kubernetes 1.${BOUND}`,
        evidence: old.map(({ evidence }) => evidence),
      };
    else
      yield judgeFlag('kube-apiserver', answer, {
        bad: (value) => value !== 'false',
        fail: (instances) => `tokens of pods are extended to a year (the default)${instances}`,
        pass: 'tokens of pods end when they say',
      });
  },
});

/** The release in which pods get tokens with an end (BoundServiceAccountTokenVolume is on by default). */
const BOUND = 21;
