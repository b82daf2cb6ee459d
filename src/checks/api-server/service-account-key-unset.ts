import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/service-account-key-unset',
  title: 'Tokens of service accounts are verified with the key of the server',
  severity: 'low',
  why: 'Without a key of their own, tokens are verified by the TLS key of each API server: it cannot be changed without ending all tokens, and servers do not accept those of each other.',
  fix: 'Set --service-account-key-file to the public key that belongs to --service-account-signing-key-file.',
  references: ['CIS 1.2.22', 'kube-apiserver'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane: { apiServer } }) {
    const external = apiServer.flag('service-account-signing-endpoint');
    const signers = external.known ? external.observations.filter(({ value }) => value !== '') : [];
    const signed = new Set(signers.map(({ instance }) => instance));
    const answer = apiServer.flag('service-account-key-file');
    if (
      answer.known &&
      signers.length > 0 &&
      answer.observations.every(({ instance }) => signed.has(instance))
    ) {
      yield {
        verdict: 'not-applicable',
        at: component('kube-apiserver'),
        message: 'an external signer provides the keys',
        evidence: signers.map(({ evidence }) => evidence),
      };
      return;
    }
    yield judgeFlag('kube-apiserver', answer, {
      bad: (value, { instance }) => value === '' && !signed.has(instance),
      fail: (instances) => `no key for service account tokens is set${instances}`,
      pass: 'tokens have a key of their own',
    });
  },
});
