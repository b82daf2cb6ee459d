import { defineCheck } from '../define.ts';
import { evaluateEtcdTls } from '../helpers/etcd/tls.ts';

export default defineCheck({
  id: 'etcd/client-cert-auth-off',
  title: 'etcd client certificate authentication disabled',
  control: 'etcd client certificate authentication',
  severity: 'critical',
  why: 'etcd stores all cluster data, including Secrets and RBAC objects. An attacker with network access to an unauthenticated listener can read every Secret and grant any permission, bypassing Kubernetes authorization.',
  remediation:
    'Set `--client-cert-auth=true`, `--trusted-ca-file`, `--cert-file`, `--key-file` and `https://` URLs in `--listen-client-urls`. Configure client certificates on every kube-apiserver first.',
  references: ['CIS 2.1', 'CIS 2.2', 'CIS 2.3', 'NSA Control plane hardening: etcd', 'K06'],
  needs: [],
  uses: ['controlPlane'],
  // Static pods are the only data source: one that was not listed may differ.
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane }) {
    yield evaluateEtcdTls(controlPlane.etcd, {
      urls: ['listen-client-urls', 'listen-client-http-urls'],
      certAuth: 'client-cert-auth',
      caFile: 'trusted-ca-file',
      autoTls: 'auto-tls',
      ownFiles: ['cert-file', 'key-file'],
      who: 'client',
      rows: {
        plaintext: ['2.1', '2.2'],
        'no-certificate': ['2.2'],
        'auto-tls': ['2.2', '2.3'],
        'any-authority': ['2.2'],
        'flag-only': ['2.2'],
      },
      // A listener on the loopback interface accepts programs of that host only.
      loopbackSeverity: 'high',
    });
  },
});
