import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/anonymous-access',
  title: 'Kubelet anonymous authentication enabled',
  control: 'Anonymous authentication on kubelets',
  severity: 'high',
  why: 'The kubelet API runs commands in Pods and returns their logs. The kubelet accepts requests from unauthenticated users, so only its authorization mode limits them; AlwaysAllow grants full control.',
  remediation:
    'Set `authentication.anonymous.enabled: false` in the KubeletConfiguration of every node, then restart the kubelet.',
  references: ['CIS 4.2.1', 'kubelet-configuration', 'K06'],
  setting: 'authentication.anonymous.enabled',
  bad: (value) => value === 'true',
  shows: (kubelet) =>
    `authentication.anonymous.enabled: ${kubelet.setting('authentication.anonymous.enabled') || 'false'}, authorization.mode: ${kubelet.setting('authorization.mode')}`,
  fail: 'with anonymous authentication enabled',
  pass: 'anonymous authentication is disabled on all kubelets',
  severityOf: (bad) =>
    bad.some(({ setting }) => setting('authorization.mode') === 'AlwaysAllow') ? 'critical' : 'high',
});
