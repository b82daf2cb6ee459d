import { ADMISSION_CHANGES } from '../../model/requests.ts';
import { defineCheck } from '../define.ts';
import { judgeRight } from '../helpers/rights.ts';

export default defineCheck({
  id: 'identities/webhook-writers',
  title: 'An identity may change admission webhooks',
  severity: 'high',
  why: 'A mutating webhook or policy sees every object on its way in, Secrets included, and may change it. Whoever registers one can put a container into every pod that starts from now on, or switch off the webhook or the policy that guards the cluster.',
  fix: 'Limit the right by resourceNames to the configurations that the program owns, and let installation create them.',
  references: [
    { framework: 'CIS 1.12', id: '5.1.12' },
    { framework: 'MITRE ATT&CK', id: 'T1546' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
    {
      framework: 'docs',
      id: 'RBAC good practices',
      url: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    },
  ],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run(parts) {
    yield* judgeRight(parts, {
      requests: ADMISSION_CHANGES,
      reach: 'everywhere',
      may: 'change or delete admission webhooks or policies',
      severity: 'high',
    });
  },
});
