import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/always-allow',
  title: 'A kubelet lets everybody do everything',
  severity: 'high',
  why: 'With the authorizer AlwaysAllow, whoever the kubelet recognises may run commands in every pod of its node: every service account of the cluster does, and everybody where anonymous requests are taken.',
  fix: 'Set authorization.mode: Webhook in the configuration of the kubelet.',
  references: ['CIS 4.2.2', 'kubelet-configuration', 'K06'],
  setting: 'authorization.mode',
  bad: (value) => value === 'AlwaysAllow',
  fail: 'let everybody through',
  pass: 'kubelets ask the API server who may do what',
});
