import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/events-unlimited',
  title: 'A kubelet writes events without a limit',
  severity: 'low',
  why: 'A pod that fails again and again makes events as fast as it fails, and the API server and etcd have to take them all.',
  fix: 'Drop eventRecordQPS: 0; the default is 50 a second.',
  references: ['CIS 4.2.8', 'kubelet-configuration'],
  setting: 'eventRecordQPS',
  absent: 'default',
  bad: (value) => value === '0',
  fail: 'write events without a limit',
  pass: 'events of kubelets are limited',
});
