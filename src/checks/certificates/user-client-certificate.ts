import type { IdentityRecord } from '../../snapshot/records/index.ts';
import { daysValid, endText, LONG_CLIENT_DAYS, shown } from '../helpers/expiry.ts';
import { commonName, issuedClients, notListed, organisationsOf } from '../helpers/issued.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/user-client-certificate',
  title: 'A person logs in with a client certificate',
  severity: 'low',
  why: 'A client certificate cannot be taken back: there is no revocation in Kubernetes. A laptop that is lost, or a colleague who leaves, keeps the access until the certificate ends or the whole authority is replaced.',
  fix: 'Log people in by an identity provider (OIDC or the cloud), and keep client certificates for machines that renew them.',
  references: ['CIS 3.1.1', 'x509-client-certificates', 'K09'],
  needs: [],
  uses: ['certificates', 'client', 'cluster'],
  *run({ certificates, client, cluster }): Iterable<Finding> {
    let faults = 0;
    for (const certificate of issuedClients(certificates)) {
      const name = commonName(certificate);
      if (name.startsWith('system:') || organisationsOf(certificate).includes('system:masters')) continue;
      faults++;
      const long = daysValid(certificate) >= LONG_CLIENT_DAYS;
      yield {
        verdict: 'fail',
        at: { kind: certificate.holder, name: certificate.name },
        ...(long && { severity: 'medium' as const }),
        message: `a client certificate was issued for ${name} and ${endText(certificate, cluster.takenAt)}`,
        evidence: [shown(certificate)],
      };
    }
    const { identity, means } = client;
    // With --as the one who is known is not the one who logs in.
    const byCertificate =
      means.known &&
      means.value.impersonates !== true &&
      means.value.credential.startsWith('client certificate');
    if (byCertificate && identity.known && isPerson(identity.value)) {
      faults++;
      yield {
        verdict: 'fail',
        at: { kind: 'User', name: identity.value.username ?? '' },
        message: `${identity.value.username ?? ''}, who is asking, logs in with a client certificate`,
        evidence: [...means.evidence, ...identity.evidence],
      };
    }
    if (faults === 0) yield notListed(certificates);
  },
});

/** Programs of Kubernetes have names of their own. */
function isPerson({ username = '' }: IdentityRecord): boolean {
  return username !== '' && !username.startsWith('system:');
}
