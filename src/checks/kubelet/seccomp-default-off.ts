import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/seccomp-default-off',
  title: 'A kubelet gives containers no seccomp profile',
  severity: 'low',
  why: 'A container whose pod asks for none may then make every system call of the kernel. The profile of the runtime forbids some that only break-outs need.',
  fix: 'Set seccompDefault: true on the kubelets; try it on one node, for old programs may need a call that it forbids.',
  references: ['CIS 4.2.14', 'seccomp-default'],
  setting: 'seccompDefault',
  absent: 'false',
  bad: (value) => value !== 'true',
  fail: 'give no seccomp profile to containers that ask for none',
  pass: 'kubelets give containers the seccomp profile of the runtime',
});
