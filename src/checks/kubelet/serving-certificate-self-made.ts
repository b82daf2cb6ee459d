import { cleanPath } from '../../shared/path.ts';
import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';
import { isOn } from '../helpers/kubelets.ts';

export default kubeletSettingCheck({
  id: 'kubelet/serving-certificate-self-made',
  title: 'A kubelet serves with a certificate that it made itself',
  severity: 'low',
  why: "Nobody can verify such a certificate: the API server has to believe whoever answers on the node's address, and so do monitoring programs.",
  fix: 'Set serverTLSBootstrap: true and approve the requests, or give tlsCertFile and tlsPrivateKeyFile.',
  references: ['CIS 4.2.9', 'kubelet-configuration'],
  setting: 'tlsCertFile',
  bad: (value, kubelet) =>
    value === ''
      ? !isOn(kubelet, 'serverTLSBootstrap')
      : cleanPath(value).startsWith('/var/lib/kubelet/pki/kubelet.crt'),
  shows: (kubelet) =>
    `tlsCertFile: ${kubelet.setting('tlsCertFile') || 'not set'}, serverTLSBootstrap: ${kubelet.setting('serverTLSBootstrap') || 'false'}`,
  fail: 'serve with a certificate of their own making',
  pass: 'kubelets serve with certificates that can be verified',
});
