import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/vault-storage-unreplicated',
  title: 'Vault storage without replication',
  control: 'Vault storage',
  severity: 'medium',
  why: 'The storage `file` or `inmem` allows a single server. All workloads that read secrets fail with that Pod, and the loss of its volume loses every secret.',
  remediation:
    'Configure `storage "raft"` with at least three servers; with the chart, set `server.ha.enabled` and `server.ha.raft.enabled`.',
  references: ['K03', 'vault-storage'],
  addon: 'vault',
  asks: setting({
    images: ['hashicorp/vault', 'vault'],
    // Agents in other pods run the same image.
    runs: /^(?!.*\b(?:vault-)?agent\b)/s,
    label: 'storage',
    configMap: {
      name: /vault.*config/,
      keys: ['extraconfig-from-values.hcl'],
      extract: (text) => /^storage (\w+)$/m.exec(text)?.[1],
    },
    bad: (value) => value === 'file' || value === 'inmem',
    expected: 'raft',
  }),
});
