import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/client-ca-unset',
  title: 'Kubelet client CA not set (clientCAFile)',
  control: 'Kubelet client CA (clientCAFile)',
  severity: 'low',
  why: 'The kubelet cannot verify the client certificate of kube-apiserver. Logs and exec then depend on bearer tokens, or on anonymous access that is open to any client.',
  remediation:
    'Set `authentication.x509.clientCAFile` to the cluster CA in the KubeletConfiguration of every node, then restart the kubelet.',
  references: ['CIS 4.2.3', 'kubelet-configuration'],
  setting: 'authentication.x509.clientCAFile',
  absent: 'not set',
  bad: (value) => value === '',
  fail: 'without authentication.x509.clientCAFile',
  pass: 'authentication.x509.clientCAFile is set on all kubelets',
});
