import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/kubelet-unverified',
  title: 'Kubelet serving certificates not verified (--kubelet-certificate-authority not set)',
  control: 'Verification of kubelet serving certificates',
  severity: 'low',
  why: 'kube-apiserver accepts any certificate from a kubelet. An attacker on the node network can impersonate a kubelet and read or modify logs, exec and port-forward sessions.',
  remediation:
    'Set `serverTLSBootstrap: true` in the KubeletConfiguration and approve the certificate requests. Then set `--kubelet-certificate-authority` on every kube-apiserver.',
  references: ['CIS 1.2.5', 'K05'],
  flag: 'kubelet-certificate-authority',
  bad: (value) => value === '',
  fail: (instances) => `--kubelet-certificate-authority is not set${instances} (kubeadm default)`,
  pass: '--kubelet-certificate-authority is set',
});
