import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/events-unlimited',
  title: 'Kubelet event rate unlimited (eventRecordQPS: 0)',
  control: 'Kubelet event rate limit (eventRecordQPS)',
  severity: 'low',
  why: 'Pods that fail repeatedly create Events without a rate limit. The load slows kube-apiserver and fills etcd.',
  remediation:
    'Remove `eventRecordQPS: 0` from the KubeletConfiguration; the default is 50 events per second (5 before 1.27).',
  references: ['CIS 4.2.8', 'kubelet-configuration'],
  setting: 'eventRecordQPS',
  absent: 'default',
  bad: (value) => value === '0',
  fail: 'with eventRecordQPS 0 (no limit)',
  pass: 'eventRecordQPS limits the event rate on all kubelets',
});
