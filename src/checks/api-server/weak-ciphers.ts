import { flagCheck } from '../families/flag-check.ts';
import { offersWeak } from '../helpers/ciphers.ts';

export default flagCheck({
  id: 'api-server/weak-ciphers',
  title: 'Weak TLS cipher suites enabled on kube-apiserver',
  control: 'TLS cipher suites of kube-apiserver',
  severity: 'low',
  why: 'Attackers that record or modify traffic can exploit RC4, 3DES, RSA key exchange, and CBC suites with SHA-2. Releases before 1.32 enable some of them by default.',
  remediation:
    'Upgrade to 1.32 or later and remove `--tls-cipher-suites`, or remove the weak suites from its list.',
  references: ['K07', 'kube-apiserver'],
  flag: 'tls-cipher-suites',
  bad: (value, { minors }) => offersWeak(value, minors) === true,
  open: (value, { minors }) =>
    offersWeak(value, minors) === 'version'
      ? '--tls-cipher-suites is not set and the version is unknown; the default suites depend on the version'
      : undefined,
  fail: (instances) => `weak TLS cipher suites are enabled${instances}`,
  pass: 'only strong TLS cipher suites are enabled',
});
