import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/kernel-defaults-changed',
  title: 'A kubelet changes settings of the kernel by itself',
  severity: 'low',
  why: 'Without protectKernelDefaults the kubelet sets a few settings of the kernel as it needs them, whatever the machine was hardened to. With it, the kubelet stops instead, and somebody has to set them.',
  fix: 'Set the settings in sysctl (vm.overcommit_memory=1, kernel.panic=10, kernel.panic_on_oops=1 ...) and protectKernelDefaults: true.',
  references: ['kubelet-configuration'],
  peerChecks: [92],
  setting: 'protectKernelDefaults',
  absent: 'false',
  bad: (value) => value !== 'true',
  fail: 'change settings of the kernel themselves',
  pass: 'kubelets leave the kernel as it is',
});
