import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/seccomp-default-off',
  title: 'Kubelet seccompDefault not enabled',
  control: 'Kubelet default seccomp profile (seccompDefault)',
  severity: 'low',
  why: 'Containers without a seccomp profile run unconfined and can use every system call of the kernel. Many container escapes depend on system calls that the RuntimeDefault profile blocks.',
  remediation:
    'Set `seccompDefault: true` in the KubeletConfiguration. Test it on one node first, because older applications may require a blocked system call.',
  references: ['CIS 4.2.14', 'seccomp-default'],
  setting: 'seccompDefault',
  absent: 'false',
  bad: (value) => value !== 'true',
  fail: 'without seccompDefault: true',
  pass: 'seccompDefault is true on all kubelets',
});
