import { cisApiServerSuites } from '../../data/cipher-suites.ts';
import { flagCheck } from '../families/flag-check.ts';
import { isListed } from '../helpers/ciphers.ts';

export default flagCheck({
  id: 'api-server/cipher-suites-unset',
  title: 'The API server is given no list of ciphers',
  severity: 'info',
  why: 'CIS asks for a list of ciphers that somebody chose, so that an upgrade does not change what is offered without anybody knowing. Without one, the list of the Go release decides, which is sound in current versions.',
  fix: 'Set --tls-cipher-suites to the names that CIS 1.2.29 lists, or to fewer.',
  references: ['CIS 1.2.29', 'kube-apiserver'],
  flag: 'tls-cipher-suites',
  bad: (value) => !isListed(value, cisApiServerSuites),
  fail: (instances) => `ciphers are not limited to those that CIS lists${instances}`,
  pass: 'only ciphers that CIS lists are offered',
});
