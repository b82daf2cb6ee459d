import { ciliumValue } from '../helpers/addons/cilium.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

const MODES = ['enable-wireguard', 'enable-ipsec', 'enable-ztunnel'] as const;

export default addonCheck({
  id: 'addons/cilium-encryption-off',
  title: 'Cilium does not encrypt traffic between nodes',
  control: 'Cilium encryption',
  severity: 'low',
  why: 'Traffic of Pods between nodes is plaintext unless the applications use TLS. An attacker in the network of the nodes can read it.',
  remediation: 'Set `encryption.enabled: true` and `encryption.type: wireguard` in the chart.',
  references: ['T1040', 'cilium-encryption'],
  addon: 'cilium',
  asks: setting({
    images: ['cilium/cilium', 'hardened-cilium'],
    label: 'encryption',
    configMap: { name: 'cilium-config', keys: ['enable-policy'], extract: () => undefined },
    read: (place) => MODES.find((name) => ciliumValue(name, place) === 'true'),
    usual: 'disabled',
    bad: (value) => value === 'disabled',
    expected: 'WireGuard or IPsec',
  }),
});
