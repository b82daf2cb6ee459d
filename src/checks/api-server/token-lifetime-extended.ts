import type { FlagAnswer } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { flagCheck } from '../families/flag-check.ts';
import { component } from '../helpers/component.ts';

const FLAG = 'service-account-extend-token-expiration';

export default flagCheck({
  id: 'api-server/token-lifetime-extended',
  title: 'Tokens of pods are good for a year',
  severity: 'low',
  why: 'For the sake of old programs the API server gives tokens of pods a year instead of an hour. A token that is stolen from a pod, a log or a crash report works as long, as long as the pod is there.',
  fix: 'Set --service-account-extend-token-expiration=false once serviceaccount_stale_tokens_total stays zero.',
  references: ['CIS 1.2.30', 'kube-apiserver'],
  unless: ({ apiServer }) => beforeTokensEnd(apiServer.flag(FLAG)),
  flag: FLAG,
  bad: (value) => value !== 'false',
  fail: (instances) => `tokens of pods are extended to a year (the default)${instances}`,
  pass: 'tokens of pods end when they say',
});

/** The release in which pods get tokens with an end (BoundServiceAccountTokenVolume is on by default). */
const BOUND = 21;

/** Where every API server is older than that, the flag extends nothing. */
function beforeTokensEnd(answer: FlagAnswer): Finding | undefined {
  if (!answer.known) return undefined;
  const isOld = ({ minors }: (typeof answer.observations)[number]) =>
    minors?.every((minor) => minor < BOUND) === true;
  if (!answer.observations.every(isOld)) return undefined;
  return {
    verdict: 'not-applicable',
    at: component('kube-apiserver'),
    message: `tokens of pods have no end before Kubernetes 1.${BOUND}`,
    evidence: answer.observations.map(({ evidence }) => evidence),
  };
}
