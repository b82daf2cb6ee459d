import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/read-only-port-open',
  title: 'Kubelet read-only port enabled',
  control: 'Kubelet read-only port',
  severity: 'medium',
  why: 'The read-only port serves Pod specifications, including environment variables, and metrics without TLS or authentication. Any workload or attacker with network access to the node can read them.',
  remediation:
    'Set `readOnlyPort: 0` in the KubeletConfiguration and remove the flag `--read-only-port`. Migrate monitoring to the authenticated port 10250.',
  references: ['CIS 4.2.4', 'kubelet-configuration', 'K06'],
  setting: 'readOnlyPort',
  absent: '0',
  bad: (value) => !['', '0'].includes(value),
  fail: 'with the read-only port enabled (expected readOnlyPort 0)',
  pass: 'readOnlyPort is 0 on all kubelets',
});
