import type { IdentityRecord } from '../../snapshot/records/index.ts';
import { daysValid, endText, LONG_CLIENT_DAYS, shown } from '../helpers/expiry.ts';
import { commonName, issuedClients, notListed, organizationsOf } from '../helpers/issued.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/user-client-certificate',
  title: 'User authenticates with a client certificate',
  control: 'User authentication with client certificates',
  severity: 'low',
  why: 'Kubernetes does not support revocation of client certificates. A lost laptop or a former employee keeps access until the certificate expires or the CA is replaced.',
  remediation:
    'Authenticate users through an identity provider (OIDC or cloud IAM). Reserve client certificates for components that renew them automatically.',
  references: ['CIS 3.1.1', 'x509-client-certificates', 'K09'],
  needs: [],
  uses: ['certificates', 'client', 'cluster'],
  *run({ certificates, client, cluster }): Iterable<Finding> {
    let faults = 0;
    for (const certificate of issuedClients(certificates)) {
      const name = commonName(certificate);
      if (name.startsWith('system:') || organizationsOf(certificate).includes('system:masters')) continue;
      faults++;
      const long = daysValid(certificate) >= LONG_CLIENT_DAYS;
      yield {
        verdict: 'fail',
        at: { kind: certificate.holder, name: certificate.name },
        ...(long && { severity: 'medium' as const }),
        message: `client certificate issued for user ${name}; it ${endText(certificate, cluster.takenAt)}`,
        evidence: [shown(certificate)],
      };
    }
    const { identity, means } = client;
    // With --as the reported user is not the one that authenticates.
    const byCertificate =
      means.known &&
      means.value.impersonates !== true &&
      means.value.credential.startsWith('client certificate');
    if (byCertificate && identity.known && isPerson(identity.value)) {
      faults++;
      yield {
        verdict: 'fail',
        at: { kind: 'User', name: identity.value.username ?? '' },
        message: `current user ${identity.value.username ?? ''} authenticates with a client certificate`,
        evidence: [...means.evidence, ...identity.evidence],
      };
    }
    if (faults === 0) yield notListed(certificates);
  },
});

/** Kubernetes components have reserved names. */
function isPerson({ username = '' }: IdentityRecord): boolean {
  return username !== '' && !username.startsWith('system:');
}
