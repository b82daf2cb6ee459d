import type { FlagAnswer } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { flagCheck } from '../families/flag-check.ts';
import { component } from '../helpers/component.ts';

const FLAG = 'service-account-extend-token-expiration';

export default flagCheck({
  id: 'api-server/token-lifetime-extended',
  title: 'Extended ServiceAccount token expiration enabled',
  control: 'ServiceAccount token lifetime',
  severity: 'low',
  why: 'For compatibility with old clients, Pod tokens are valid for one year instead of one hour. A token stolen from a Pod, log or crash dump stays valid while the Pod exists.',
  remediation:
    'Set `--service-account-extend-token-expiration=false` after `serviceaccount_stale_tokens_total` stays at zero.',
  references: ['CIS 1.2.30', 'kube-apiserver'],
  unless: ({ apiServer }) => beforeTokensEnd(apiServer.flag(FLAG)),
  flag: FLAG,
  bad: (value) => value !== 'false',
  fail: (instances) =>
    `--service-account-extend-token-expiration is true (default)${instances}: Pod tokens are valid for one year`,
  pass: '--service-account-extend-token-expiration is false',
});

/** The release in which tokens of pods expire (BoundServiceAccountTokenVolume is on by default). */
const BOUND = 21;

/** Where every API server is older, the flag extends nothing. */
function beforeTokensEnd(answer: FlagAnswer): Finding | undefined {
  if (!answer.known) return undefined;
  const isOld = ({ minors }: (typeof answer.observations)[number]) =>
    minors?.every((minor) => minor < BOUND) === true;
  if (!answer.observations.every(isOld)) return undefined;
  return {
    verdict: 'not-applicable',
    at: component('kube-apiserver'),
    message: `Pod tokens have no expiration before Kubernetes 1.${BOUND}`,
    evidence: answer.observations.map(({ evidence }) => evidence),
  };
}
