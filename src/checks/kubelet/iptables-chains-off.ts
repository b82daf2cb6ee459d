import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/iptables-chains-off',
  title: 'Kubelet makeIPTablesUtilChains disabled',
  control: 'Kubelet iptables utility chains (makeIPTablesUtilChains)',
  severity: 'low',
  why: 'The kubelet no longer creates its iptables chains and the `KUBE-FIREWALL` rule against external packets to loopback addresses (CVE-2020-8558). Network components that depend on them can fail or become exposed.',
  remediation: 'Remove `makeIPTablesUtilChains: false` from the KubeletConfiguration; the default is `true`.',
  references: ['CIS 4.2.6', 'kubelet-configuration'],
  setting: 'makeIPTablesUtilChains',
  absent: 'true',
  bad: (value) => value === 'false',
  fail: 'with makeIPTablesUtilChains false',
  pass: 'makeIPTablesUtilChains is true on all kubelets',
});
