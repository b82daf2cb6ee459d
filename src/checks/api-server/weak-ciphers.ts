import { flagCheck } from '../families/flag-check.ts';
import { offersWeak } from '../helpers/ciphers.ts';

export default flagCheck({
  id: 'api-server/weak-ciphers',
  title: 'The API server accepts weak ciphers',
  severity: 'low',
  why: 'RC4, 3DES, RSA key exchange without forward secrecy, and CBC with SHA-2 can be attacked by somebody who records or changes the traffic. Without a list, servers before 1.32 offer some of them; later ones offer none.',
  fix: 'Upgrade to 1.32 or later and drop --tls-cipher-suites, or take the weak ones out.',
  references: ['K07', 'kube-apiserver'],
  flag: 'tls-cipher-suites',
  bad: (value, { minors }) => offersWeak(value, minors) === true,
  open: (value, { minors }) =>
    offersWeak(value, minors) === 'version'
      ? 'which ciphers are offered without a list depends on the version, which is not known'
      : undefined,
  fail: (instances) => `weak ciphers are offered${instances}`,
  pass: 'only strong ciphers are offered',
});
