import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/process-ids-unlimited',
  title: 'Pod PID limit not set (podPidsLimit)',
  control: 'Pod PID limit (podPidsLimit)',
  severity: 'low',
  why: 'A Pod that creates processes without limit exhausts the process IDs of the node. Other Pods and host services cannot start processes, and the node can become NotReady.',
  remediation:
    'Set `podPidsLimit` in the KubeletConfiguration, for example to 4096, above the highest thread count of your Pods.',
  references: ['CIS 4.2.13', 'kubelet-configuration'],
  setting: 'podPidsLimit',
  absent: 'not set',
  bad: (value) => !(Number(value) > 0),
  fail: 'without a positive podPidsLimit',
  pass: 'podPidsLimit is set on all kubelets',
});
