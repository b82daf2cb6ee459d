import { cisApiServerSuites } from '../../data/cipher-suites.ts';
import { flagCheck } from '../families/flag-check.ts';
import { isListed } from '../helpers/ciphers.ts';

export default flagCheck({
  id: 'api-server/cipher-suites-unset',
  title: 'TLS cipher suites not restricted (--tls-cipher-suites)',
  control: 'TLS cipher suite list of kube-apiserver',
  severity: 'info',
  why: 'CIS requires an explicit list, so that upgrades do not change the accepted cipher suites unnoticed. Without the flag, the defaults of the Go release apply, which are secure in current versions.',
  remediation:
    'Set `--tls-cipher-suites` to the suites listed in CIS 1.2.29 or to a subset. Review the list with every upgrade.',
  references: ['CIS 1.2.29', 'kube-apiserver'],
  flag: 'tls-cipher-suites',
  bad: (value) => !isListed(value, cisApiServerSuites),
  fail: (instances) => `--tls-cipher-suites is not limited to the suites listed by CIS${instances}`,
  pass: '--tls-cipher-suites contains only suites listed by CIS',
});
