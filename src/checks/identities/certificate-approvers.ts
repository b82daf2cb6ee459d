import { defineCheck } from '../define.ts';
import { judgeRight } from '../helpers/rights.ts';

const REQUESTS = [
  { verb: 'update', group: 'certificates.k8s.io', resource: 'certificatesigningrequests/approval' },
  { verb: 'patch', group: 'certificates.k8s.io', resource: 'certificatesigningrequests/approval' },
  { verb: 'approve', group: 'certificates.k8s.io', resource: 'signers' },
] as const;

export default defineCheck({
  id: 'identities/certificate-approvers',
  title: 'An identity may approve certificate requests',
  severity: 'high',
  why: 'An approved request becomes a certificate that the API server trusts, in the name that was asked for, and nobody can take it back before it expires. Whoever may approve can become a node or another user.',
  fix: 'Leave approval to the controller manager and to the approver that the cluster was given for kubelet serving certificates, limited to its signer by resourceNames.',
  references: [
    { framework: 'CIS 1.12', id: '5.1.11' },
    { framework: 'MITRE ATT&CK', id: 'T1649' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
    {
      framework: 'docs',
      id: 'RBAC good practices',
      url: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    },
  ],
  union: [232, 233],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster'],
  *run(parts) {
    yield* judgeRight(parts, {
      requests: REQUESTS,
      reach: 'everywhere',
      may: 'approve requests for certificates',
      severity: 'high',
    });
  },
});
