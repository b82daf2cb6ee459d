import { defineCheck } from '../define.ts';
import { judgePlugin } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/service-account-plugin-off',
  title: 'Pods get no service account by themselves',
  severity: 'low',
  why: 'Without the plugin ServiceAccount pods get neither an account nor a token, programs that talk to the API fail, and a pod may name an account that does not exist.',
  fix: 'Take ServiceAccount out of --disable-admission-plugins.',
  references: ['CIS 1.2.12', 'admission-controllers'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane: { apiServer } }) {
    yield judgePlugin(apiServer, 'ServiceAccount', {
      fail: 'the plugin ServiceAccount is switched off',
      pass: 'the plugin ServiceAccount is on',
    });
  },
});
