import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/always-allow',
  title: 'Kubelet authorization mode is AlwaysAllow',
  control: 'Kubelet authorization mode',
  severity: 'high',
  why: 'Every identity that the kubelet authenticates, including any ServiceAccount, can run commands in every Pod of the node. With anonymous authentication enabled, unauthenticated users can do the same.',
  remediation:
    'Set `authorization.mode: Webhook` in the KubeletConfiguration of every node, then restart the kubelet.',
  references: ['CIS 4.2.2', 'kubelet-configuration', 'K06'],
  setting: 'authorization.mode',
  bad: (value) => value === 'AlwaysAllow',
  fail: 'with authorization.mode AlwaysAllow (expected Webhook)',
  pass: 'no kubelet uses authorization.mode AlwaysAllow',
});
