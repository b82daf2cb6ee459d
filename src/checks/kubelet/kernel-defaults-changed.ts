import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/kernel-defaults-changed',
  title: 'A kubelet changes settings of the kernel by itself',
  severity: 'low',
  why: 'Without protectKernelDefaults the kubelet sets a few settings of the kernel as it needs them, whatever the machine was hardened to. With it, the kubelet stops instead, and somebody has to set them.',
  fix: 'Set the settings in sysctl (vm.overcommit_memory=1, kernel.panic=10, kernel.panic_on_oops=1 ...) and protectKernelDefaults: true.',
  references: ['kubelet-configuration'],
  peerChecks: [92],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => kubelet.setting('protectKernelDefaults') !== 'true',
      shows: (kubelet) => `protectKernelDefaults: ${kubelet.setting('protectKernelDefaults') || 'false'}`,
      fail: 'change settings of the kernel themselves',
      pass: 'kubelets leave the kernel as it is',
    });
  },
});
