import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/metrics-server-kubelet-unverified',
  title: 'metrics-server does not verify kubelet certificates',
  control: 'metrics-server verification of kubelets',
  severity: 'low',
  why: 'An attacker in the network path to a node can impersonate its kubelet. The attacker gets the token of metrics-server, and can report any load to autoscalers.',
  remediation:
    'Remove `--kubelet-insecure-tls`, and enable `serverTLSBootstrap` on the kubelets so that their certificates can be verified.',
  references: ['T1557', 'metrics-server-requirements'],
  addon: 'metrics-server',
  asks: setting({
    images: ['metrics-server'],
    flag: 'kubelet-insecure-tls',
    usual: 'false',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
