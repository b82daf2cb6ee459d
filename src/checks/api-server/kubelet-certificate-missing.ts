import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/kubelet-certificate-missing',
  title: 'The API server shows kubelets no certificate',
  severity: 'low',
  why: 'Kubelets then have to answer anybody, or logs and exec do not work. Where it does work without a certificate, kubelets let everybody in.',
  fix: 'Set --kubelet-client-certificate and --kubelet-client-key.',
  references: ['CIS 1.2.4', 'kube-apiserver'],
  flag: 'kubelet-client-certificate',
  bad: (value) => value === '',
  fail: (instances) => `kubelets are asked without a client certificate${instances}`,
  pass: 'kubelets are asked with a client certificate',
});
