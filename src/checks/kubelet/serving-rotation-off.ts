import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/serving-rotation-off',
  title: 'A kubelet cannot renew its serving certificate',
  severity: 'low',
  why: 'With the gate RotateKubeletServerCertificate off, a serving certificate that the cluster signed is not renewed when it ends.',
  fix: 'Take RotateKubeletServerCertificate: false out of featureGates.',
  references: [
    { framework: 'CIS 1.12', id: '4.2.11' },
    {
      framework: 'docs',
      id: 'KubeletConfiguration',
      url: 'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
    },
  ],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => kubelet.setting('featureGates.RotateKubeletServerCertificate') === 'false',
      shows: (kubelet) =>
        `featureGates.RotateKubeletServerCertificate: ${kubelet.setting('featureGates.RotateKubeletServerCertificate') || 'default'}`,
      fail: 'have RotateKubeletServerCertificate switched off',
      pass: 'the gate RotateKubeletServerCertificate is on, as by default',
    });
  },
});
