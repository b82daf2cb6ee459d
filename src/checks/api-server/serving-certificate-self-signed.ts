import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/serving-certificate-self-signed',
  title: 'Self-signed API server certificate (no --tls-cert-file)',
  control: 'API server TLS certificate (--tls-cert-file)',
  severity: 'low',
  why: 'Without `--tls-cert-file`, kube-apiserver generates a self-signed certificate that clients cannot verify. Clients that skip verification are exposed to man-in-the-middle attacks.',
  remediation:
    'Set `--tls-cert-file` and `--tls-private-key-file` to a certificate signed by the cluster CA.',
  references: ['CIS 1.2.24', 'kube-apiserver'],
  flag: 'tls-cert-file',
  bad: (value) => value === '',
  fail: (instances) => `--tls-cert-file is not set${instances}`,
  pass: '--tls-cert-file is set',
});
