import { component } from '../helpers/component.ts';
import { counted } from '../helpers/counts.ts';
import { URGENT_DAYS } from '../helpers/expiry.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/client-certificate-expiring',
  title: 'Client certificates expiring soon',
  control: 'Client certificate validity',
  severity: 'low',
  why: 'A controller, pipeline or node without certificate renewal authenticates with a certificate that expires within days. After expiry it loses access to the API and its function stops.',
  remediation:
    'Identify the client with `kubeadm certs check-expiration`, in kubelet configurations and in pipeline kubeconfigs. Renew its certificate and enable rotation.',
  references: ['pki-certificates', 'CIS 4.2.10'],
  needs: [],
  uses: ['controlPlane'],
  *run({ controlPlane }): Iterable<Finding> {
    const counts = controlPlane.apiServer.counts(FAMILY);
    const found = counted(FAMILY, counts, ({ labels }) => Number(labels['le']) === URGENT_DAYS * 86_400);
    if (found.length > 0)
      yield {
        verdict: 'fail',
        at,
        message: `clients authenticated with certificates expiring within ${URGENT_DAYS} days (since API server start)`,
        evidence: few(found, ({ evidence }) => evidence),
      };
    else if (counts.open)
      yield { verdict: 'unknown', at, message: counts.open.reason, requires: counts.open.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: `no client authenticated with a certificate expiring within ${URGENT_DAYS} days`,
        evidence: counts.servers.map(({ source }) => ({
          source: 'metrics' as const,
          confidence: 'observed' as const,
          location: source,
          value: `${FAMILY}{le="${URGENT_DAYS * 86_400}"} 0`,
        })),
      };
  },
});

const at = component('kube-apiserver');
const FAMILY = 'apiserver_client_certificate_expiration_seconds_bucket';
