import { plural } from '../../shared/text.ts';
import { few, observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'identities/bootstrap-token-left',
  title: 'Bootstrap tokens present',
  control: 'Bootstrap tokens',
  severity: 'info',
  why: 'An attacker with a bootstrap token can register a node and obtain the Secrets of Pods scheduled to it. Bootstrap tokens are intended to expire within a day.',
  remediation: 'Delete unneeded tokens with `kubeadm token delete`. Create a new token for each node join.',
  references: ['CIS 3.1.3', 'authenticating-with-bootstrap-tokens'],
  needs: [],
  uses: ['secrets', 'controlPlane', 'cluster'],
  *run({ secrets, controlPlane, cluster }): Iterable<Finding> {
    const { seen: metadata, all: seen } = secrets;
    const tokens = metadata.filter(
      ({ namespace, name }) => namespace === 'kube-system' && /^bootstrap-token-[a-z0-9]{6}$/.test(name),
    );
    const ages = tokens.map(({ created }) => cluster.takenAt.getTime() - Date.parse(created ?? ''));
    const old = ages.some((age) => age > OLD_MS);
    const enabled = controlPlane.apiServer.flag('enable-bootstrap-token-auth');
    if (
      enabled.known &&
      enabled.uncollected === 0 &&
      enabled.observations.every(({ value }) => value === 'false')
    )
      yield {
        verdict: 'pass',
        message: '--enable-bootstrap-token-auth is false',
        evidence: enabled.observations.map(({ evidence }) => evidence),
      };
    else if (tokens.length > 0)
      yield {
        verdict: 'fail',
        at: { kind: 'Namespace', name: 'kube-system' },
        ...(old && { severity: 'low' as const }),
        message: `${plural(tokens.length, 'bootstrap token Secret')} present in kube-system${old ? ', older than two days' : ''}`,
        evidence: few(tokens, ({ name, created }) =>
          observed(`secret kube-system/${name} (metadata)`, `created ${created ?? ''}`),
        ),
      };
    else if (seen.known)
      yield { verdict: 'pass', message: 'no bootstrap token in kube-system', evidence: seen.evidence };
    else yield { verdict: 'unknown', message: seen.reason, requires: seen.requires };
  },
});

/** kubeadm creates them for 24 hours; the expiration is in the Secret, and Secrets are not read. */
const OLD_MS = 2 * 86_400_000;
