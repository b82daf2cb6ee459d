import { cleanPath } from '../../shared/path.ts';
import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';
import { isOn } from '../helpers/kubelets.ts';

export default kubeletSettingCheck({
  id: 'kubelet/serving-certificate-self-signed',
  title: 'Self-signed kubelet serving certificate',
  control: 'Kubelet serving certificate',
  severity: 'low',
  why: 'Clients cannot verify a self-signed certificate, so kube-apiserver and monitoring accept any server on the node address. An attacker on the network path can intercept logs, exec sessions and metrics.',
  remediation:
    'Set `serverTLSBootstrap: true` in the KubeletConfiguration and approve the CertificateSigningRequests, or set `tlsCertFile` and `tlsPrivateKeyFile`.',
  references: ['CIS 4.2.9', 'kubelet-configuration'],
  setting: 'tlsCertFile',
  bad: (value, kubelet) =>
    value === ''
      ? !isOn(kubelet, 'serverTLSBootstrap')
      : cleanPath(value).startsWith('/var/lib/kubelet/pki/kubelet.crt'),
  shows: (kubelet) =>
    `tlsCertFile: ${kubelet.setting('tlsCertFile') || 'not set'}, serverTLSBootstrap: ${kubelet.setting('serverTLSBootstrap') || 'false'}`,
  fail: 'with a self-signed serving certificate',
  pass: 'serving certificates are configured or issued by the cluster on all kubelets',
});
