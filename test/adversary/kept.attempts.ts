import type { Attempt } from './attempt.ts';

const map = (name: string, key: string, text: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: kube-system }
data: { ${key}: ${JSON.stringify(text)} }
`;

const reported = (text: string) => map('kubeadm-config', 'ClusterConfiguration', text);
const proxy = (text: string) => map('kube-proxy', 'config.conf', text);

/** Documents of which a snapshot stores a part: their notation decides nothing, and an unstored value passes no check. */
const attempts: readonly Attempt[] = [
  {
    name: "kept/kubeadm's configuration, in flow style",
    player: 'administrator',
    why: 'YAML has two styles, and the flag differs in both.',
    objects: reported('{apiServer: {extraArgs: [{name: profiling, value: "true"}]}}'),
    expect: [
      { check: 'control-plane/kubeadm-config-drift', verdict: 'fail', object: 'Component kube-apiserver' },
    ],
  },
  {
    name: "kept/kubeadm's configuration, as a map in flow style",
    player: 'administrator',
    why: 'The map of v1beta3 has the same meaning.',
    objects: reported('apiServer: {extraArgs: {profiling: "true"}}'),
    expect: [
      { check: 'control-plane/kubeadm-config-drift', verdict: 'fail', object: 'Component kube-apiserver' },
    ],
  },
  {
    name: 'kept/a flag that Kubernetes does not have',
    player: 'administrator',
    why: 'Its value may be a secret and is not stored, so that it cannot be compared.',
    objects: reported('apiServer:\n  extraArgs:\n  - name: some-token\n    value: hunter\n'),
    expect: [
      { check: 'control-plane/kubeadm-config-drift', verdict: 'unknown', object: 'Component kube-apiserver' },
    ],
  },
  {
    name: "kept/kubeadm's configuration cannot be read",
    player: 'administrator',
    why: 'A text that is no configuration is not one without flags.',
    objects: reported('apiServer: {extraArgs: ['),
    expect: [{ check: 'control-plane/kubeadm-config-drift', verdict: 'unknown' }],
  },
  {
    name: 'kept/metrics of kube-proxy, in flow style',
    player: 'administrator',
    why: 'The address is set, at any position in the line.',
    objects: proxy('{mode: iptables, metricsBindAddress: "0.0.0.0:10249"}'),
    expect: [{ check: 'control-plane/kube-proxy-metrics-open', verdict: 'fail' }],
  },
  {
    name: 'kept/the key of kube-proxy in quotes',
    player: 'administrator',
    why: 'YAML treats a quoted key as the same key.',
    objects: proxy('"metricsBindAddress": 0.0.0.0:10249\n'),
    expect: [{ check: 'control-plane/kube-proxy-metrics-open', verdict: 'fail' }],
  },
  {
    name: 'kept/the configuration of kube-proxy cannot be read',
    player: 'administrator',
    why: 'The default counts only if the absence of other settings is observed.',
    objects: proxy('metricsBindAddress: [0.0.0.0'),
    expect: [{ check: 'control-plane/kube-proxy-metrics-open', verdict: 'unknown' }],
  },
];

export default attempts;
