import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/certificate-rotation-off',
  title: 'A kubelet does not renew its certificate',
  severity: 'medium',
  why: 'When the certificate by which it logs in ends, after a year, the node is lost to the cluster, and all nodes that were set up together are lost at the same hour.',
  fix: 'Set rotateCertificates: true.',
  references: ['CIS 4.2.10', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => kubelet.setting('rotateCertificates') !== 'true',
      shows: (kubelet) => `rotateCertificates: ${kubelet.setting('rotateCertificates') || 'false'}`,
      fail: 'do not renew their certificates',
      pass: 'kubelets renew their certificates',
    });
  },
});
