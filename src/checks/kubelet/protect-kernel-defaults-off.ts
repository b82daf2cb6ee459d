import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/protect-kernel-defaults-off',
  title: 'Kubelet protectKernelDefaults not enabled',
  control: 'Kubelet kernel defaults protection (protectKernelDefaults)',
  severity: 'low',
  why: 'The kubelet overwrites kernel parameters that differ from its requirements, which can undo host hardening. With the setting enabled, it refuses to start instead.',
  remediation:
    'Set the required sysctls (`vm.overcommit_memory=1`, `kernel.panic=10`, `kernel.panic_on_oops=1`) on the host first. Then set `protectKernelDefaults: true`, otherwise the kubelet does not start.',
  references: ['kubelet-configuration'],
  peerChecks: [92],
  setting: 'protectKernelDefaults',
  absent: 'false',
  bad: (value) => value !== 'true',
  fail: 'without protectKernelDefaults: true',
  pass: 'protectKernelDefaults is true on all kubelets',
});
