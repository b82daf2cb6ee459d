import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/vault-auto-unseal-missing',
  title: 'Vault requires manual unsealing',
  control: 'Vault unsealing',
  severity: 'low',
  why: 'After every restart or eviction, Vault is sealed until operators enter key shares. Workloads cannot read secrets in the meantime.',
  remediation: 'Add a `seal` block for a cloud KMS, an HSM or another Vault.',
  references: ['K03', 'vault-seal'],
  addon: 'vault',
  asks: setting({
    images: ['hashicorp/vault', 'vault'],
    // Agents in other pods run the same image.
    runs: /^(?!.*\b(?:vault-)?agent\b)/s,
    label: 'seal',
    variable: 'VAULT_SEAL_TYPE',
    configMap: {
      name: /vault.*config/,
      keys: ['extraconfig-from-values.hcl'],
      extract: (text) => /^seal (\w+)$/m.exec(text)?.[1] ?? 'shamir',
    },
    bad: (value) => value === 'shamir',
    expected: 'a KMS, an HSM or another Vault',
  }),
});
