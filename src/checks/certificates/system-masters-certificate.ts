import { endText, shown } from '../helpers/expiry.ts';
import { issuedClients, notListed, organizationsOf } from '../helpers/issued.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/system-masters-certificate',
  title: 'Client certificate issued for system:masters',
  control: 'Client certificates of group system:masters',
  severity: 'high',
  why: 'Members of `system:masters` bypass RBAC, and a client certificate cannot be revoked before it expires. Any holder of a copy has unrestricted cluster access until then.',
  remediation:
    'Grant administrators access through identity provider groups bound to ClusterRoles. To invalidate an issued certificate, replace the CA that signed it.',
  references: ['CIS 5.1.7', 'role-based-access-control-good-practices', 'T1649', 'K02'],
  needs: [],
  uses: ['certificates', 'cluster'],
  *run({ certificates, cluster }): Iterable<Finding> {
    let faults = 0;
    for (const certificate of issuedClients(certificates)) {
      if (!organizationsOf(certificate).includes('system:masters')) continue;
      faults++;
      yield {
        verdict: 'fail',
        at: { kind: certificate.holder, name: certificate.name },
        message: `client certificate ${certificate.subject} was issued; it ${endText(certificate, cluster.takenAt)}`,
        evidence: [shown(certificate)],
      };
    }
    if (faults === 0) yield notListed(certificates);
  },
});
