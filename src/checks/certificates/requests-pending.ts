import { groupBy } from '../../shared/group.ts';
import { command } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import { few, observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/requests-pending',
  title: 'CertificateSigningRequests pending approval',
  control: 'CertificateSigningRequest approval',
  severity: 'low',
  why: 'With `serverTLSBootstrap`, a kubelet without an approved serving certificate fails TLS handshakes, so logs, exec and metrics fail. A new node without a client certificate cannot join the cluster.',
  remediation:
    'Review the pending requests with `kubectl get csr`. Deploy an approver for kubelet serving certificates that validates node names and IP addresses.',
  references: ['kubelet-serving-certificate-rotation', 'CIS 4.2.11'],
  needs: [],
  uses: ['certificates', 'cluster'],
  collectors: ['certificates'],
  kinds: { certificates: ['certificates.k8s.io/CertificateSigningRequest'] },
  *run({ certificates, cluster }): Iterable<Finding> {
    const pending = certificates.requests.filter(({ state }) => state === 'pending');
    const ageOf = ({ created = '' }: (typeof pending)[number]) =>
      cluster.takenAt.getTime() - Date.parse(created);
    const waiting = pending.filter((request) => ageOf(request) >= MIN_PENDING_MS);
    // Clocks differ by minutes; a time that is further ahead is not that of this request.
    const fresh = pending.filter((request) => Math.abs(ageOf(request)) < MIN_PENDING_MS).length;
    const undated = pending.length - waiting.length - fresh;
    const bySigner = groupBy(waiting, ({ signer }) => signer);
    for (const [signer, requests] of [...bySigner].sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield {
        verdict: 'fail',
        at: { kind: 'Signer', name: signer },
        message: `${plural(requests.length, 'request')} for ${WHAT[signer] ?? 'certificates'} ${requests.length === 1 ? 'is' : 'are'} pending approval`,
        evidence: few(requests, ({ name, username, created }) =>
          observed(
            `CertificateSigningRequest ${name}`,
            `requested by ${username ?? ''}, pending since ${created ?? ''}`,
          ),
        ),
      };
    }
    if (bySigner.size === 0 && undated > 0)
      yield {
        verdict: 'unknown',
        message: `the creation time of ${plural(undated, 'pending CertificateSigningRequest')} is missing or invalid`,
        requires: [command('kubectl get csr')],
      };
    else if (bySigner.size === 0)
      yield {
        verdict: 'pass',
        message:
          fresh > 0
            ? 'no request has been pending for 15 minutes or longer'
            : 'no CertificateSigningRequest is pending approval',
        evidence: [
          observed(
            'CertificateSigningRequests',
            `${plural(certificates.requests.length, 'request')}${fresh > 0 ? `, ${fresh} pending for less than 15 minutes` : ''}`,
          ),
        ],
      };
  },
});

/** An approver responds within seconds, a manual approval takes minutes. */
const MIN_PENDING_MS = 15 * 60_000;

const WHAT: Readonly<Record<string, string>> = {
  'kubernetes.io/kubelet-serving': 'kubelet serving certificates',
  'kubernetes.io/kube-apiserver-client-kubelet': 'kubelet client certificates',
  'kubernetes.io/kube-apiserver-client': 'client certificates',
};
