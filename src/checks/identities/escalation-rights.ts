import { defineCheck } from '../define.ts';
import { chainsOf } from '../helpers/chains.ts';
import { constrainedImpersonation } from '../helpers/constrained-impersonation.ts';
import { namedEscalation } from '../helpers/named-rights.ts';
import { judgeRight } from '../helpers/rights.ts';

const REQUESTS = [
  { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'roles' },
  { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'roles' },
  { verb: 'impersonate', group: '', resource: 'users' },
  { verb: 'impersonate', group: '', resource: 'groups' },
  { verb: 'impersonate', group: '', resource: 'serviceaccounts' },
] as const;

export default defineCheck({
  id: 'identities/escalation-rights',
  title: 'An identity may give itself more rights than it has',
  severity: 'high',
  why: 'Kubernetes lets nobody hand out rights that they do not have, with three exceptions: the verbs bind, escalate and impersonate. Whoever holds one of them for the whole cluster is an administrator in one more step.',
  fix: 'Take the verb out of the role, or limit it by resourceNames to the roles and accounts that may be given or acted as. Bind `edit` and `admin` by RoleBindings: they allow acting as any service account of the namespace.',
  references: [
    { framework: 'CIS 1.12', id: '5.1.8' },
    { framework: 'MITRE ATT&CK', id: 'T1078' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
    {
      framework: 'docs',
      id: 'RBAC good practices',
      url: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    },
  ],
  peerChecks: [227],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run(parts) {
    yield* judgeRight(parts, {
      requests: REQUESTS,
      reach: 'system',
      may: 'give itself any right (bind, escalate or impersonate)',
      severity: 'high',
      named: namedEscalation({
        rbac: parts.rbac,
        chains: chainsOf(parts.rbac),
        constrains: constrainedImpersonation(parts),
      }),
    });
  },
});
