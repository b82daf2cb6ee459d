import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/certificate-rotation-off',
  title: 'Kubelet client certificate rotation disabled',
  control: 'Kubelet client certificate rotation',
  severity: 'medium',
  why: 'When the client certificate expires, after one year by default, the kubelet cannot authenticate and the node becomes NotReady. Nodes created together fail at the same time.',
  remediation:
    'Set `rotateCertificates: true` in the KubeletConfiguration of every node, then restart the kubelet.',
  references: ['CIS 4.2.10', 'kubelet-configuration'],
  setting: 'rotateCertificates',
  absent: 'false',
  bad: (value) => value !== 'true',
  fail: 'without rotateCertificates: true',
  pass: 'rotateCertificates is true on all kubelets',
});
