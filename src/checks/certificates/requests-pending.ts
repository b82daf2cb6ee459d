import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { few, observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/requests-pending',
  title: 'Requests for certificates wait and nobody approves them',
  severity: 'low',
  why: 'A machine that asked for a certificate goes on without it: a kubelet serves logs and shells with a certificate that nobody can check or with none at all, and a new node does not join. Requests disappear after a day, and the machine asks again.',
  fix: 'Run a controller that approves serving certificates of kubelets after checking addresses, and look at the requests that wait.',
  references: ['kubelet-serving-certificate-rotation', 'CIS 4.2.11'],
  needs: [],
  uses: ['certificates', 'cluster'],
  collectors: ['certificates'],
  kinds: { certificates: ['certificates.k8s.io/CertificateSigningRequest'] },
  *run({ certificates, cluster }): Iterable<Finding> {
    const pending = certificates.requests.filter(({ state }) => state === 'pending');
    const waiting = pending.filter(
      ({ created }) => cluster.takenAt.getTime() - Date.parse(created ?? '') >= SHUTDOWN_TIMEOUT_MS,
    );
    const fresh = pending.length - waiting.length;
    const bySigner = groupBy(waiting, ({ signer }) => signer);
    for (const [signer, requests] of [...bySigner].sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield {
        verdict: 'fail',
        at: { kind: 'Signer', name: signer },
        message: `${plural(requests.length, 'request')} for ${WHAT[signer] ?? 'certificates'} ${requests.length === 1 ? 'waits' : 'wait'} for approval`,
        evidence: few(requests, ({ name, username, created }) =>
          observed(
            `CertificateSigningRequest ${name}`,
            `of ${username ?? ''}, pending since ${created ?? ''}`,
          ),
        ),
      };
    }
    if (bySigner.size === 0)
      yield {
        verdict: 'pass',
        message:
          fresh > 0
            ? 'no request has waited for a quarter of an hour'
            : 'no request for a certificate waits for approval',
        evidence: [
          observed(
            'CertificateSigningRequests',
            `${plural(certificates.requests.length, 'request')}${fresh > 0 ? `, ${fresh} pending for minutes` : ''}`,
          ),
        ],
      };
  },
});

/** An approver answers within seconds, a person within a coffee. */
const SHUTDOWN_TIMEOUT_MS = 15 * 60_000;

const WHAT: Readonly<Record<string, string>> = {
  'kubernetes.io/kubelet-serving': 'serving certificates of kubelets',
  'kubernetes.io/kube-apiserver-client-kubelet': 'client certificates of kubelets',
  'kubernetes.io/kube-apiserver-client': 'client certificates',
};
