import { addonCheck, setting } from '../families/addon-check.ts';

const KEYS = ['external-domain-tls', 'auto-tls', 'autoTLS'] as const;

export default addonCheck({
  id: 'addons/knative-external-tls-off',
  title: 'Knative serves external domains without TLS',
  control: 'Knative external TLS',
  severity: 'low',
  why: 'Requests, cookies and tokens of every Knative Service cross the network in plaintext. An attacker on the path can read and modify them.',
  remediation:
    'Set `external-domain-tls: Enabled` and `http-protocol: Redirected` in ConfigMap config-network, with cert-manager as the issuer. A load balancer that terminates TLS is an alternative.',
  references: ['T1040', 'knative-external-tls'],
  addon: 'knative',
  // Disabled by default (config/config-network.yaml of knative/networking); `auto-tls` is the name before 1.12.
  asks: setting({
    images: ['serving/cmd/controller', 'knative-serving-controller', 'serving/controller'],
    label: 'external-domain-tls',
    configMap: { name: 'config-network', keys: KEYS },
    read: ({ configMap, workload }) => {
      const map = configMap(workload.namespace, 'config-network');
      return map.known
        ? KEYS.map((key) => map.value?.data[key]).find((value) => value !== undefined)
        : undefined;
    },
    usual: 'Disabled',
    bad: (value) => !/^(?:enabled|true)$/i.test(value),
    expected: 'Enabled',
  }),
});
