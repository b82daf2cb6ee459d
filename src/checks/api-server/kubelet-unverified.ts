import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/kubelet-unverified',
  title: 'The API server does not verify the kubelets it talks to',
  severity: 'low',
  why: 'Logs, exec and port-forward travel from the API server to a kubelet. Without a CA the API server believes any certificate, so that somebody on the node network can stand in between and read or change what passes. kubeadm ships it this way.',
  fix: 'Let kubelets ask for serving certificates (serverTLSBootstrap: true, approve the requests), then set --kubelet-certificate-authority.',
  references: ['CIS 1.2.5', 'K05'],
  flag: 'kubelet-certificate-authority',
  bad: (value) => value === '',
  fail: (instances) => `certificates of kubelets are not verified${instances} (kubeadm's default)`,
  pass: 'certificates of kubelets are verified',
});
