import { ciliumValue } from '../helpers/addons/cilium.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/cilium-hubble-tls-off',
  title: 'Hubble API without TLS on every node',
  control: 'Hubble API TLS',
  severity: 'low',
  why: 'Every agent serves the flows of its node to each client that can reach its address, without a certificate. A compromised Pod learns which workloads communicate.',
  remediation: 'Set `hubble.tls.enabled: true` in the chart, which issues certificates for agents and relay.',
  references: ['K06', 'cilium-hubble-tls'],
  addon: 'cilium',
  asks: setting({
    images: ['cilium/cilium', 'hardened-cilium'],
    label: 'hubble-disable-tls',
    configMap: { name: 'cilium-config', keys: ['enable-policy'], extract: () => undefined },
    // Without a listen address, only a Unix domain socket serves the API (pkg/hubble/cell/config.go).
    read: (place) =>
      ciliumValue('enable-hubble', place) === 'true' &&
      (ciliumValue('hubble-listen-address', place) ?? '') !== ''
        ? ciliumValue('hubble-disable-tls', place)
        : undefined,
    usual: 'false',
    bad: (value) => value === 'true',
    expected: 'false',
  }),
});
