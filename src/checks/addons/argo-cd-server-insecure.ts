import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/argo-cd-server-insecure',
  title: 'Argo CD server without TLS',
  control: 'Argo CD server TLS',
  severity: 'low',
  why: 'Logins and session tokens cross the cluster network unencrypted between the proxy and the server. An attacker on a node or in the network path can read and reuse them.',
  remediation:
    'Remove `--insecure` and `server.insecure` from the server, and let the proxy in front of it use TLS or pass TLS through.',
  references: ['K06', 'argo-cd-tls'],
  addon: 'argo-cd',
  asks: setting({
    images: ['argocd', 'argo-cd'],
    runs: /(?:^|[\s/])argocd-server(?:\s|$)/,
    flag: 'insecure',
    variable: 'ARGOCD_SERVER_INSECURE',
    configMap: { name: 'argocd-cmd-params-cm', keys: ['server.insecure'] },
    usual: 'false',
    bad: (value) => value === 'true',
    expected: 'false',
  }),
});
