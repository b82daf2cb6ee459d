import { kubeletSettingCheck } from '../families/kubelet-setting-check.ts';

export default kubeletSettingCheck({
  id: 'kubelet/streaming-timeout-off',
  title: 'Kubelet streamingConnectionIdleTimeout is 0',
  control: 'Streaming connection idle timeout (streamingConnectionIdleTimeout)',
  severity: 'low',
  why: 'Idle exec and port-forward sessions without a timeout consume ports and memory, and attackers can misuse abandoned sessions. Since Kubernetes 1.24 the container runtime enforces the timeout; CIS still audits this field.',
  remediation:
    'Remove `streamingConnectionIdleTimeout: 0` (default 4h) or set it to `5m0s`. Set the effective timeout in the container runtime, for example `stream_idle_timeout` in containerd.',
  references: ['CIS 4.2.5', 'kubelet-configuration'],
  setting: 'streamingConnectionIdleTimeout',
  absent: 'not reported',
  bad: (value) => /^0s?$/.test(value),
  fail: 'with streamingConnectionIdleTimeout 0 (no timeout)',
  pass: 'streamingConnectionIdleTimeout is not 0 on any kubelet',
});
