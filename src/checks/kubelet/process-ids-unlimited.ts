import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/process-ids-unlimited',
  title: 'Pods may use up all process ids of their node',
  severity: 'low',
  why: 'A pod that makes processes without an end leaves none for the others or for the machine itself, and the node stops.',
  fix: 'Set podPidsLimit, for example 4096.',
  references: ['CIS 4.2.13', 'kubelet-configuration'],
  setting: 'podPidsLimit',
  absent: 'not set',
  bad: (value) => !(Number(value) > 0),
  fail: 'do not limit the processes of a pod',
  pass: 'the processes of a pod are limited',
});
