import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/vault-tls-disabled',
  title: 'Vault listener without TLS',
  control: 'Vault listener TLS',
  severity: 'medium',
  why: 'Tokens and secrets cross the cluster network unencrypted. An attacker on a node or in the network path can read them and use the tokens.',
  remediation:
    'Set `tls_cert_file` and `tls_key_file` in the `listener` block and remove `tls_disable`; with the chart, set `global.tlsDisable: false`.',
  references: ['K03', 'vault-tcp-listener'],
  addon: 'vault',
  asks: setting({
    images: ['hashicorp/vault', 'vault'],
    // Agents in other pods run the same image.
    runs: /^(?!.*\b(?:vault-)?agent\b)/s,
    label: 'tls_disable',
    configMap: {
      name: /vault.*config/,
      keys: ['extraconfig-from-values.hcl'],
      extract: (text) => (/^listener \w+ tls_disable=true$/m.test(text) ? 'true' : 'false'),
    },
    bad: (value) => value === 'true',
    expected: 'false',
  }),
});
