import { cisKubeletSuites } from '../../data/cipher-suites.ts';
import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';
import { isListed } from '../helpers/ciphers.ts';

export default kubeletSettingCheck({
  id: 'kubelet/cipher-suites-unset',
  title: 'A kubelet is given no list of ciphers',
  severity: 'info',
  why: 'CIS asks for a list of ciphers that somebody chose, so that an upgrade does not change what is offered without anybody knowing. Without one, the list of the Go release decides, which is sound in current versions.',
  fix: 'Set tlsCipherSuites to the names that CIS 4.2.12 lists, or to fewer.',
  references: ['CIS 4.2.12', 'kubelet-configuration'],
  setting: 'tlsCipherSuites',
  absent: 'default',
  bad: (value) => !isListed(value, cisKubeletSuites),
  fail: 'do not limit their ciphers to those that CIS lists',
  pass: 'kubelets offer only ciphers that CIS lists',
});
