import { cleanPath } from '../../shared/path.ts';
import { defineCheck } from '../define.ts';
import { isOn, judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/serving-certificate-self-made',
  title: 'A kubelet serves with a certificate that it made itself',
  severity: 'low',
  why: "Nobody can verify such a certificate: the API server has to believe whoever answers on the node's address, and so do monitoring programs.",
  fix: 'Set serverTLSBootstrap: true and approve the requests, or give tlsCertFile and tlsPrivateKeyFile.',
  references: ['CIS 4.2.9', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) =>
        kubelet.setting('tlsCertFile') === ''
          ? !isOn(kubelet, 'serverTLSBootstrap')
          : cleanPath(kubelet.setting('tlsCertFile')).startsWith('/var/lib/kubelet/pki/kubelet.crt'),
      shows: (kubelet) =>
        `tlsCertFile: ${kubelet.setting('tlsCertFile') || 'not set'}, serverTLSBootstrap: ${kubelet.setting('serverTLSBootstrap') || 'false'}`,
      fail: 'serve with a certificate of their own making',
      pass: 'kubelets serve with certificates that can be verified',
    });
  },
});
