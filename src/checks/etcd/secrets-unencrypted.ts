import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('etcd');

export default defineCheck({
  id: 'etcd/secrets-unencrypted',
  title: 'Secrets not encrypted at rest',
  control: 'Encryption of Secrets at rest',
  severity: 'high',
  why: 'Secrets are stored unencrypted in etcd. An attacker with a copy of the etcd disk, a backup or a snapshot can read all of them, bypassing RBAC.',
  remediation:
    'Set `--encryption-provider-config` with `kms` (v2) or `secretbox` as the first provider for secrets. Then re-encrypt existing Secrets: `kubectl get secrets -A -o json | kubectl replace -f -`.',
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
          message: `Secrets are stored unencrypted: ${value.detail}`,
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
