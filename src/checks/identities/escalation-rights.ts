import { permissionCheck } from '../families/permission-check.ts';
import { worthsOf } from '../helpers/chains.ts';
import { namedEscalation } from '../helpers/named-rights.ts';

const REQUESTS = [
  { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'roles' },
  { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'roles' },
  { verb: 'impersonate', group: '', resource: 'users' },
  { verb: 'impersonate', group: '', resource: 'groups' },
  { verb: 'impersonate', group: '', resource: 'serviceaccounts' },
] as const;

export default permissionCheck({
  id: 'identities/escalation-rights',
  title: 'An identity may give itself more rights than it has',
  severity: 'high',
  why: 'Kubernetes lets nobody hand out rights that they do not have, with three exceptions: the verbs bind, escalate and impersonate. Whoever holds one of them for the whole cluster is an administrator in one more step.',
  fix: 'Take the verb out of the role, or limit it by resourceNames to the roles and accounts that may be given or acted as. Bind `edit` and `admin` by RoleBindings: they allow acting as any service account of the namespace.',
  references: ['CIS 5.1.8', 'T1078', 'K02', 'rbac-good-practices'],
  peerChecks: [227],
  requests: REQUESTS,
  reach: 'system',
  may: 'give itself any right (bind, escalate or impersonate)',
  named: (parts) => namedEscalation({ rbac: parts.rbac, worths: worthsOf(parts.rbac) }),
});
