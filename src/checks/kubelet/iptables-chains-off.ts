import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/iptables-chains-off',
  title: 'A kubelet leaves the rules of iptables alone',
  severity: 'low',
  why: 'The kubelet then does not set the chains that kube-proxy and the network count on; somebody has to do it in its place.',
  fix: 'Drop makeIPTablesUtilChains: false.',
  references: ['CIS 4.2.6', 'kubelet-configuration'],
  setting: 'makeIPTablesUtilChains',
  absent: 'true',
  bad: (value) => value === 'false',
  fail: 'do not set the chains of iptables',
  pass: 'kubelets set the chains of iptables',
});
