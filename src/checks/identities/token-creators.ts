import { permissionCheck } from '../families/permission-check.ts';
import { worthsOf } from '../helpers/chains.ts';
import { namedTokens } from '../helpers/named-rights.ts';

export default permissionCheck({
  id: 'identities/token-creators',
  title: 'An identity may mint tokens of any service account',
  severity: 'high',
  why: 'A token of a service account is that account. Whoever may mint tokens everywhere can become the most powerful program of the cluster, from outside, for as long as the token is valid.',
  fix: 'Give create on serviceaccounts/token in one namespace, or limit it by resourceNames to the accounts that tokens are made for.',
  references: ['CIS 5.1.13', 'T1528', 'K02', 'rbac-good-practices'],
  requests: [{ verb: 'create', group: '', resource: 'serviceaccounts/token' }],
  reach: 'system',
  may: 'mint tokens of any service account',
  named: (parts) => namedTokens({ rbac: parts.rbac, worths: worthsOf(parts.rbac) }),
});
