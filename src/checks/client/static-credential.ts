import { rerun } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/static-credential',
  title: 'Your login is a file that stays valid',
  severity: 'low',
  why: 'A token, password or client key that lies in the kubeconfig works for whoever copies the file: from a backup, a laptop, a build log. It has no second factor, and mostly no end that is near.',
  fix: 'Log in by an exec plugin (OIDC or the cloud provider), which fetches short tokens.',
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
      yield { verdict: 'pass', at, message: `the token ends at ${end}`, evidence: means.evidence };
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
        message: `${lasting[1]} in the kubeconfig is all it takes to log in${masters ? ', as a member of system:masters' : ''}`,
        evidence: means.evidence,
      };
    else if (credential === 'none')
      yield {
        verdict: 'unknown',
        at,
        message: 'no credential is in the kubeconfig; something on the way may add one',
        requires: [rerun('run without a proxy in between')],
        evidence: means.evidence,
      };
    else
      yield {
        verdict: 'pass',
        at,
        message: `the login is fetched when it is needed (${credential})`,
        evidence: means.evidence,
      };
  },
});

/** What is fetched in the morning for the day. */
const A_DAY_MS = 86_400_000;

const at = { kind: 'Kubeconfig', name: 'current context' } as const;

/** As src/kube names credentials. */
const LASTING: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^client certificate\b/, 'a client certificate with its key'],
  [/^token(?: file| until .+)?$/, 'a token'],
  [/^basic auth$/, 'a password'],
];
