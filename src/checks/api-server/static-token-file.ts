import { defineCheck } from '../define.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/static-token-file',
  title: 'The API server accepts tokens or passwords from a static file',
  severity: 'high',
  why: 'Tokens and passwords in a file never expire, stand in the clear on the control-plane host and change only with a restart. Whoever reads the file once keeps its rights until somebody notices.',
  fix: 'Remove --token-auth-file (and --basic-auth-file, which releases to 1.18 have) and give people short-lived credentials (OIDC, client certificates) and programs service account tokens.',
  references: ['CIS 1.2.2', 'K09'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }) {
    const { flag } = controlPlane.apiServer;
    const tokens = judgeFlag('kube-apiserver', flag('token-auth-file'), {
      bad: (value) => value !== '',
      fail: (instances) => `tokens from a static file are accepted${instances}`,
      pass: 'no static token file is in use',
    });
    // To 1.18.
    const passwords = judgeFlag('kube-apiserver', flag('basic-auth-file'), {
      bad: (value) => value !== '',
      detail: 'basic-auth-file',
      fail: (instances) => `passwords from a static file are accepted${instances}`,
      pass: 'no static file of passwords is in use',
    });
    const faults = [tokens, passwords].filter(({ verdict }) => verdict === 'fail');
    const open = [tokens, passwords].find(({ verdict }) => verdict === 'unknown');
    yield* faults.length > 0 ? faults : [open ?? tokens];
  },
});
