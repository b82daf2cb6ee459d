import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('etcd');

export default defineCheck({
  id: 'etcd/secrets-unencrypted',
  title: 'Secrets lie in etcd in the clear',
  severity: 'high',
  why: 'Passwords, tokens and keys are stored in etcd as readable text. A copy of its disk, a backup in a bucket, or a leaked snapshot hands all of them over at once, past every access rule of Kubernetes.',
  fix: 'Give the API server an EncryptionConfiguration whose first provider for secrets is kms (v2) or secretbox, then rewrite all Secrets once.',
  references: ['CIS 1.2.27', 'CIS 1.2.28', 'NSA Secrets encryption', 'K03', 'encrypting-data-at-rest'],
  peerChecks: [328],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }) {
    const { encryption } = controlPlane.apiServer;
    if (!encryption.known) {
      yield { verdict: 'unknown', at, message: encryption.reason, requires: encryption.requires };
      return;
    }
    const { evidence, value } = encryption;
    switch (value.secrets) {
      case 'clear':
        yield {
          verdict: 'fail',
          at,
          detail: 'clear',
          message: `Secrets are stored in the clear: ${value.detail}`,
          evidence,
        };
        return;
      case 'mixed':
        yield { verdict: 'fail', at, detail: 'mixed', severity: 'medium', message: value.detail, evidence };
        return;
      case 'encrypted':
        yield { verdict: 'pass', at, message: value.detail, evidence };
    }
  },
});
