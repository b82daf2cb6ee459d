import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/read-only-port-open',
  title: 'A kubelet has its read-only port open',
  severity: 'medium',
  why: 'The read-only port has neither TLS nor a login. It shows all pods of the node with their specifications, variables included, and metrics, to everybody who reaches the machine, pods among them.',
  fix: 'Set readOnlyPort: 0.',
  references: ['CIS 4.2.4', 'kubelet-configuration', 'K06'],
  setting: 'readOnlyPort',
  absent: '0',
  bad: (value) => !['', '0'].includes(value),
  fail: 'have their read-only port open',
  pass: 'no kubelet has a read-only port',
});
