import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/weak-tls-version',
  title: 'Minimum TLS version below 1.2 on kube-apiserver',
  control: 'Minimum TLS version of kube-apiserver',
  severity: 'medium',
  why: 'TLS 1.0 and 1.1 have known weaknesses and are deprecated (RFC 8996). An attacker on the network path can downgrade connections to these versions.',
  remediation:
    'Remove `--tls-min-version` (default: TLS 1.2), or set it to `VersionTLS12` or `VersionTLS13`.',
  references: ['CIS 1.2.29', 'K07'],
  flag: 'tls-min-version',
  bad: (value) => value === 'VersionTLS10' || value === 'VersionTLS11',
  fail: (instances) =>
    `--tls-min-version is VersionTLS10 or VersionTLS11${instances}; expected VersionTLS12 or later`,
  pass: 'minimum TLS version is 1.2 or later',
});
