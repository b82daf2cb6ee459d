import { component } from '../helpers/component.ts';
import { counted } from '../helpers/counts.ts';
import { URGENT_DAYS } from '../helpers/expiry.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/client-certificate-expiring',
  title: 'Clients come with certificates that end within days',
  severity: 'low',
  why: 'Somebody or something logs in with a certificate that is about to end: a controller, a pipeline, a node that does not renew. On that day it is shut out, and what it did stops.',
  fix: 'Find the clients (kubeadm certs check-expiration; kubelets with rotation off; kubeconfigs of pipelines) and renew.',
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
        message: `since the API server was started, clients logged in with certificates that ended within ${URGENT_DAYS} days`,
        evidence: few(found, ({ evidence }) => evidence),
      };
    else if (counts.open)
      yield { verdict: 'unknown', at, message: counts.open.reason, requires: counts.open.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: `no client came with a certificate that ends within ${URGENT_DAYS} days`,
        evidence: counts.servers.map(({ source }) => ({
          witness: 'metrics' as const,
          confidence: 'observed' as const,
          source,
          value: `${FAMILY}{le="${URGENT_DAYS * 86_400}"} 0`,
        })),
      };
  },
});

const at = component('kube-apiserver');
const FAMILY = 'apiserver_client_certificate_expiration_seconds_bucket';
