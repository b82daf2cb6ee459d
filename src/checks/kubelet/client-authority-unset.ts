import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/client-authority-unset',
  title: 'A kubelet cannot tell the API server by its certificate',
  severity: 'low',
  why: 'Without a CA for clients the kubelet does not know the API server by its certificate: logs and exec work by tokens, or for everybody.',
  fix: 'Set authentication.x509.clientCAFile.',
  references: ['CIS 4.2.3', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => kubelet.setting('authentication.x509.clientCAFile') === '',
      shows: (kubelet) =>
        `authentication.x509.clientCAFile: ${kubelet.setting('authentication.x509.clientCAFile') || 'not set'}`,
      fail: 'have no CA for their clients',
      pass: 'kubelets verify the certificates of their clients',
    });
  },
});
