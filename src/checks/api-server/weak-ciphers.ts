import { defineCheck } from '../define.ts';
import { weakCiphers } from '../helpers/ciphers.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/weak-ciphers',
  title: 'The API server accepts weak ciphers',
  severity: 'low',
  why: 'RC4, 3DES and ciphers without forward secrecy or with CBC can be attacked by somebody who records or changes the traffic. Without a list, the server offers none of them.',
  fix: 'Drop --tls-cipher-suites, or take the weak ones out.',
  references: [
    { framework: 'CIS 1.12', id: '1.2.29' },
    {
      framework: 'docs',
      id: 'kube-apiserver',
      url: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    },
  ],
  needs: [],
  uses: ['controlPlane'],
  providersJob: true,
  *run({ controlPlane: { apiServer } }) {
    yield judgeFlag('kube-apiserver', apiServer.flag('tls-cipher-suites'), {
      bad: (value) => weakCiphers(value).length > 0,
      fail: (instances) => `weak ciphers are offered${instances}`,
      pass: 'only strong ciphers are offered',
    });
  },
});
