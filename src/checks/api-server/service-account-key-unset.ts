import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { evaluateFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/service-account-key-unset',
  title: 'ServiceAccount token verification key not set (--service-account-key-file)',
  control: 'ServiceAccount token verification key',
  severity: 'low',
  why: 'kube-apiserver then verifies ServiceAccount tokens with its TLS key. A new TLS key invalidates all tokens, and API servers with different keys reject tokens of each other.',
  remediation:
    'Set `--service-account-key-file` to the public key that matches `--service-account-signing-key-file`, on every kube-apiserver.',
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
        message: '--service-account-signing-endpoint is set: an external signer provides the keys',
        evidence: signers.map(({ evidence }) => evidence),
      };
      return;
    }
    yield evaluateFlag('kube-apiserver', answer, {
      bad: (value, { instance }) => value === '' && !signed.has(instance),
      fail: (instances) => `--service-account-key-file is not set${instances}`,
      pass: 'ServiceAccount tokens are verified with a dedicated key',
    });
  },
});
