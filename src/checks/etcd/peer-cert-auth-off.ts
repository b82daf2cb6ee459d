import { defineCheck } from '../define.ts';
import { evaluateEtcdTls } from '../helpers/etcd/tls.ts';

export default defineCheck({
  id: 'etcd/peer-cert-auth-off',
  title: 'etcd peer certificate authentication disabled',
  control: 'etcd peer certificate authentication',
  severity: 'high',
  why: 'etcd members replicate all data to each other. Without peer authentication, an attacker on their network can join as a member, read all data including Secrets, and modify it.',
  remediation:
    'Set `--peer-client-cert-auth=true`, `--peer-trusted-ca-file`, `--peer-cert-file`, `--peer-key-file` and `https://` URLs in `--listen-peer-urls`. Update each member with `etcdctl member update ID --peer-urls=https://...`.',
  references: ['CIS 2.4', 'CIS 2.5', 'CIS 2.6', 'K05'],
  needs: [],
  uses: ['controlPlane'],
  // Static pods are the only data source: one that was not listed may differ.
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane }) {
    yield evaluateEtcdTls(controlPlane.etcd, {
      urls: ['listen-peer-urls'],
      certAuth: 'peer-client-cert-auth',
      caFile: 'peer-trusted-ca-file',
      autoTls: 'peer-auto-tls',
      ownFiles: ['peer-cert-file', 'peer-key-file'],
      who: 'peer',
      rows: {
        plaintext: ['2.4', '2.5'],
        'no-certificate': ['2.5'],
        'auto-tls': ['2.5', '2.6'],
        'any-authority': ['2.5'],
        'flag-only': ['2.5'],
      },
      loopbackSeverity: 'low',
    });
  },
});
