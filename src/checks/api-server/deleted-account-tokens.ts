import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/deleted-account-tokens',
  title: 'Tokens of deleted service accounts still work',
  severity: 'medium',
  why: 'The API server does not look whether the account or the Secret of an old token is still there. Deleting an account that was misused takes nothing away from who holds its token.',
  fix: 'Drop --service-account-lookup=false; it is on by default.',
  references: ['CIS 1.2.21', 'kube-apiserver'],
  flag: 'service-account-lookup',
  bad: (value) => value === 'false',
  fail: (instances) => `tokens are accepted without a look at their account${instances}`,
  pass: 'tokens are refused when their account is gone',
});
