import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'controller-manager/root-ca-unset',
  title: '--root-ca-file not set on kube-controller-manager',
  control: 'Root CA published to Pods (--root-ca-file)',
  severity: 'low',
  why: 'Without the flag, only a CA embedded in the kubeconfig of kube-controller-manager reaches Pods. If it is missing, workloads cannot verify kube-apiserver and connect unverified or fail.',
  remediation: 'Set `--root-ca-file` to the CA that signs the serving certificate of kube-apiserver.',
  references: ['CIS 1.3.5', 'kube-controller-manager'],
  flag: 'root-ca-file',
  bad: (value) => value === '',
  fail: (instances) => `--root-ca-file is not set${instances}`,
  pass: '--root-ca-file is set',
});
