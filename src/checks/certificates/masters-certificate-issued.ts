import { endText, shown } from '../helpers/expiry.ts';
import { issuedClients, notListed, organisationsOf } from '../helpers/issued.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/masters-certificate-issued',
  title: 'A certificate of system:masters was issued',
  severity: 'high',
  why: 'Members of system:masters may do everything, whatever roles and bindings say, and a certificate cannot be taken back before it ends. Who has a copy of it is the administrator of the cluster until then.',
  fix: 'Bind people to ClusterRoles by groups of an identity provider instead; to take such a certificate back, replace the authority that signed it.',
  references: ['CIS 5.1.7', 'role-based-access-control-good-practices', 'T1649', 'K02'],
  needs: [],
  uses: ['certificates', 'cluster'],
  *run({ certificates, cluster }): Iterable<Finding> {
    let faults = 0;
    for (const certificate of issuedClients(certificates)) {
      if (!organisationsOf(certificate).includes('system:masters')) continue;
      faults++;
      yield {
        verdict: 'fail',
        at: { kind: certificate.holder, name: certificate.name },
        message: `${certificate.subject} was issued and ${endText(certificate, cluster.takenAt)}`,
        evidence: [shown(certificate)],
      };
    }
    if (faults === 0) yield notListed(certificates);
  },
});
