import { rerun } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/static-credential',
  title: 'Long-lived static credential in kubeconfig',
  control: 'Credential type in the kubeconfig',
  severity: 'low',
  why: 'An attacker with a copy of the kubeconfig, for example from a backup or build log, can authenticate as this user. Static credentials have no second factor and often do not expire soon.',
  remediation:
    'Use an exec credential plugin (OIDC or the cloud provider) that obtains short-lived tokens. Then remove the static credential from the kubeconfig.',
  references: ['authentication-mechanisms', 'T1552.001', 'K09'],
  needs: [],
  uses: ['client', 'cluster'],
  *run({ client, cluster }): Iterable<Finding> {
    const { means } = client;
    if (!means.known) {
      yield { verdict: 'unknown', at, message: means.reason, requires: means.requires };
      return;
    }
    const { credential, inCluster } = means.value;
    const end = /^token until (.+)$/.exec(credential)?.[1];
    if (end !== undefined && Date.parse(end) - cluster.takenAt.getTime() < A_DAY_MS) {
      yield { verdict: 'pass', at, message: `token expires at ${end}`, evidence: means.evidence };
      return;
    }
    const lasting = LASTING.find(([pattern]) => pattern.test(credential));
    const masters =
      means.value.impersonates !== true &&
      client.identity.known &&
      (client.identity.value.groups ?? []).includes('system:masters');
    if (lasting && !inCluster)
      yield {
        verdict: 'fail',
        at,
        ...(masters && { severity: 'medium' as const }),
        message: `kubeconfig contains ${lasting[1]}${masters ? ' of a member of system:masters' : ''}`,
        evidence: means.evidence,
      };
    else if (credential === 'none')
      yield {
        verdict: 'unknown',
        at,
        message: 'no credential in the kubeconfig; a proxy can add one',
        requires: [rerun('run without a proxy in between')],
        evidence: means.evidence,
      };
    else
      yield {
        verdict: 'pass',
        at,
        message: `credential is obtained on demand (${credential})`,
        evidence: means.evidence,
      };
  },
});

/** Credentials that are fetched once for a working day. */
const A_DAY_MS = 86_400_000;

const at = { kind: 'Kubeconfig', name: 'current context' } as const;

/** As src/kube names credentials. */
const LASTING: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^client certificate\b/, 'a client certificate and private key'],
  [/^token(?: file| until .+)?$/, 'a token'],
  [/^basic auth$/, 'a password'],
];
