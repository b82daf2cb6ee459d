import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/kubelet-certificate-missing',
  title: 'No kubelet client certificate configured (--kubelet-client-certificate)',
  control: 'Kubelet client certificate of kube-apiserver',
  severity: 'low',
  why: 'Kubelets that require authentication reject kube-apiserver, so logs, exec and port-forward fail. If these work, kubelets accept anonymous requests from any client.',
  remediation:
    'Set `--kubelet-client-certificate` and `--kubelet-client-key`. Then disable anonymous authentication on the kubelets.',
  references: ['CIS 1.2.4', 'kube-apiserver'],
  flag: 'kubelet-client-certificate',
  bad: (value) => value === '',
  fail: (instances) => `--kubelet-client-certificate is not set${instances}`,
  pass: '--kubelet-client-certificate is set',
});
