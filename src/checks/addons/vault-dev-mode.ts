import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/vault-dev-mode',
  title: 'Vault runs in development mode',
  control: 'Vault server mode',
  severity: 'high',
  why: 'A development server is unsealed, keeps all secrets in memory and accepts a root token that is known or printed in its log. Every secret is lost at the next restart.',
  remediation:
    'Remove `-dev` from the arguments, and start the server with a configuration file, persistent storage and TLS.',
  references: ['K03', 'vault-dev-server'],
  addon: 'vault',
  // The image starts a development server when it has no arguments (Dockerfile of hashicorp/vault).
  asks: setting({
    images: ['hashicorp/vault', 'vault'],
    // Agents in other pods run the same image.
    runs: /^(?!.*\b(?:vault-)?agent\b)/s,
    flag: 'dev',
    bare: true,
    usual: ({ container: { command, args } }) =>
      command === undefined && args === undefined ? undefined : 'false',
    bad: (value) => value === 'true',
    expected: 'a configuration file',
  }),
});
