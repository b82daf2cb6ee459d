import { defineCheck } from '../define.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/static-token-file',
  title: 'The API server accepts tokens from a static file',
  severity: 'high',
  why: 'Tokens in a file never expire, stand in the clear on the control-plane host and change only with a restart. Whoever reads the file once keeps its rights until somebody notices.',
  fix: 'Remove --token-auth-file and give people short-lived credentials (OIDC, client certificates) and programs service account tokens.',
  references: [
    { framework: 'CIS 1.12', id: '1.2.2' },
    { framework: 'OWASP K8s 2025', id: 'K09' },
  ],
  needs: [],
  uses: ['controlPlane'],
  providersJob: true,
  *run({ controlPlane }) {
    yield judgeFlag('kube-apiserver', controlPlane.apiServer.flag('token-auth-file'), {
      bad: (value) => value !== '',
      fail: (instances) => `tokens from a static file are accepted${instances}`,
      pass: 'no static token file is in use',
    });
  },
});
