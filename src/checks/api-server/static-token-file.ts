import { defineCheck } from '../define.ts';
import { evaluateFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/static-token-file',
  title: 'Static token or password file enabled (--token-auth-file, --basic-auth-file)',
  control: 'Static token and password files',
  severity: 'high',
  why: 'Tokens and passwords in the file are plaintext, never expire, and change only with a restart. An attacker with a copy of the file keeps access until the credentials are replaced.',
  remediation:
    'Remove `--token-auth-file` (and `--basic-auth-file`, before 1.19). Use OIDC or short-lived client certificates for users, and ServiceAccount tokens for workloads.',
  references: ['CIS 1.2.2', 'K09'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }) {
    const { flag } = controlPlane.apiServer;
    const tokens = evaluateFlag('kube-apiserver', flag('token-auth-file'), {
      bad: (value) => value !== '',
      fail: (instances) => `--token-auth-file is set${instances}`,
      pass: '--token-auth-file is not set',
    });
    // Up to 1.18.
    const passwords = evaluateFlag('kube-apiserver', flag('basic-auth-file'), {
      bad: (value) => value !== '',
      detail: 'basic-auth-file',
      fail: (instances) => `--basic-auth-file is set${instances}`,
      pass: '--basic-auth-file is not set',
    });
    const faults = [tokens, passwords].filter(({ verdict }) => verdict === 'fail');
    const open = [tokens, passwords].find(({ verdict }) => verdict === 'unknown');
    yield* faults.length > 0 ? faults : [open ?? tokens];
  },
});
