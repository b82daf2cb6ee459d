import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/client-authority-unset',
  title: 'A kubelet cannot tell the API server by its certificate',
  severity: 'low',
  why: 'Without a CA for clients the kubelet does not know the API server by its certificate: logs and exec work by tokens, or for everybody.',
  fix: 'Set authentication.x509.clientCAFile.',
  references: ['CIS 4.2.3', 'kubelet-configuration'],
  setting: 'authentication.x509.clientCAFile',
  absent: 'not set',
  bad: (value) => value === '',
  fail: 'have no CA for their clients',
  pass: 'kubelets verify the certificates of their clients',
});
