import { defineCheck } from '../define.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/deleted-account-tokens',
  title: 'Tokens of deleted service accounts still work',
  severity: 'medium',
  why: 'The API server does not look whether the account or the Secret of an old token is still there. Deleting an account that was misused takes nothing away from who holds its token.',
  fix: 'Drop --service-account-lookup=false; it is on by default.',
  references: ['CIS 1.2.21', 'kube-apiserver'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane: { apiServer } }) {
    yield judgeFlag('kube-apiserver', apiServer.flag('service-account-lookup'), {
      bad: (value) => value === 'false',
      fail: (instances) => `tokens are accepted without a look at their account${instances}`,
      pass: 'tokens are refused when their account is gone',
    });
  },
});
