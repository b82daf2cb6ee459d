import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/service-account-key-unset',
  title: 'Tokens of service accounts are verified with the key of the server',
  severity: 'low',
  why: 'Without a key of their own, tokens are verified by the TLS key of each API server: it cannot be changed without ending all tokens, and servers do not accept those of each other.',
  fix: 'Set --service-account-key-file to the public key that belongs to --service-account-signing-key-file.',
  references: [
    { framework: 'CIS 1.12', id: '1.2.22' },
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
    const external = apiServer.flag('service-account-signing-endpoint');
    if (external.known && external.sightings.some(({ value }) => value !== '')) {
      yield {
        verdict: 'not-applicable',
        at: component('kube-apiserver'),
        message: 'an external signer provides the keys',
        evidence: external.sightings.map(({ evidence }) => evidence),
      };
      return;
    }
    yield judgeFlag('kube-apiserver', apiServer.flag('service-account-key-file'), {
      bad: (value) => value === '',
      fail: (instances) => `no key for service account tokens is set${instances}`,
      pass: 'tokens have a key of their own',
    });
  },
});
