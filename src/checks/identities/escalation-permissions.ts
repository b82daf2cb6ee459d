import { permissionCheck } from '../families/permission-check.ts';
import { chainsOf } from '../helpers/escalation-paths.ts';
import { constrainedImpersonation } from '../helpers/constrained-impersonation.ts';
import { namedEscalation } from '../helpers/named-permissions.ts';

const REQUESTS = [
  { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'roles' },
  { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'roles' },
  { verb: 'impersonate', group: '', resource: 'users' },
  { verb: 'impersonate', group: '', resource: 'serviceaccounts' },
] as const;

export default permissionCheck({
  id: 'identities/escalation-permissions',
  title: 'Privilege escalation verbs granted (bind, escalate, impersonate)',
  control: 'Privilege escalation verbs (bind, escalate, impersonate)',
  severity: 'high',
  why: 'RBAC prevents users from granting permissions that they lack, except through the verbs bind, escalate and impersonate. A subject with one of them cluster-wide can become cluster-admin.',
  remediation:
    'Remove the verb from the role, or limit it by `resourceNames`. Bind `edit` and `admin` with RoleBindings, because both allow impersonation of all ServiceAccounts in scope.',
  references: ['CIS 5.1.8', 'T1078', 'K02', 'rbac-good-practices'],
  peerChecks: [227],
  requests: REQUESTS,
  reach: 'system',
  may: 'obtain any permission (bind, escalate or impersonate)',
  named: (parts) =>
    namedEscalation({
      rbac: parts.rbac,
      chains: chainsOf(parts.rbac),
      constrains: constrainedImpersonation(parts),
    }),
});
