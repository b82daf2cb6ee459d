import { POD_CREATION } from '../../model/requests.ts';
import { defineCheck } from '../define.ts';
import { judgeRight } from '../helpers/rights.ts';

export default defineCheck({
  id: 'identities/pod-creators',
  title: 'An identity may create pods in every namespace',
  severity: 'medium',
  why: 'A pod runs with any service account of its namespace and mounts any Secret of it. Whoever may create pods everywhere has the rights of every account of every namespace, and where no Pod Security level stops it, the nodes as well.',
  fix: 'Bind the role in the namespaces that the identity deploys to, with a RoleBinding. Let one deployer an environment do it, and put Pod Security levels on the namespaces.',
  references: [
    { framework: 'CIS 1.12', id: '5.1.4' },
    { framework: 'MITRE ATT&CK', id: 'T1610' },
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
      requests: POD_CREATION,
      reach: 'system',
      may: 'create pods',
      everywhere: 'in every namespace',
      severity: 'medium',
    });
  },
});
