import { cisKubeletSuites } from '../../data/cipher-suites.ts';
import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';
import { isListed } from '../helpers/ciphers.ts';

export default kubeletSettingCheck({
  id: 'kubelet/cipher-suites-unset',
  title: 'Kubelet TLS cipher suites not restricted (tlsCipherSuites)',
  control: 'TLS cipher suite list of kubelets',
  severity: 'info',
  why: 'CIS requires an explicit list, so that upgrades do not change the accepted cipher suites unnoticed. Without it, the Go defaults apply, which are secure in current versions.',
  remediation:
    'Set `tlsCipherSuites` to a subset of CIS 4.2.12 without the `TLS_RSA_WITH_*` suites, which lack forward secrecy. Review the list with every upgrade.',
  references: ['CIS 4.2.12', 'kubelet-configuration'],
  setting: 'tlsCipherSuites',
  absent: 'default',
  bad: (value) => !isListed(value, cisKubeletSuites),
  fail: 'without tlsCipherSuites limited to the suites listed by CIS',
  pass: 'tlsCipherSuites is limited to suites listed by CIS on all kubelets',
});
