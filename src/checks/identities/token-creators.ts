import { permissionCheck } from '../families/permission-check.ts';
import { chainsOf } from '../helpers/escalation-paths.ts';
import { namedTokens } from '../helpers/named-permissions.ts';

export default permissionCheck({
  id: 'identities/token-creators',
  title: 'Cluster-wide permission to create ServiceAccount tokens granted',
  control: 'Cluster-wide permission to create ServiceAccount tokens',
  severity: 'high',
  why: 'An attacker with this permission can create a token of the most privileged ServiceAccount and use it from outside the cluster.',
  remediation:
    'Grant `create` on `serviceaccounts/token` in one namespace with a Role, or limit it by `resourceNames` to the required ServiceAccounts.',
  references: ['CIS 5.1.13', 'T1528', 'K02', 'rbac-good-practices'],
  requests: [{ verb: 'create', group: '', resource: 'serviceaccounts/token' }],
  reach: 'system',
  may: 'create tokens of all ServiceAccounts',
  named: (parts) => namedTokens({ rbac: parts.rbac, chains: chainsOf(parts.rbac) }),
});
