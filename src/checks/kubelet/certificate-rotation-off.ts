import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/certificate-rotation-off',
  title: 'A kubelet does not renew its certificate',
  severity: 'medium',
  why: 'When the certificate by which it logs in ends, after a year, the node is lost to the cluster, and all nodes that were set up together are lost at the same hour.',
  fix: 'Set rotateCertificates: true.',
  references: ['CIS 4.2.10', 'kubelet-configuration'],
  setting: 'rotateCertificates',
  absent: 'false',
  bad: (value) => value !== 'true',
  fail: 'do not renew their certificates',
  pass: 'kubelets renew their certificates',
});
