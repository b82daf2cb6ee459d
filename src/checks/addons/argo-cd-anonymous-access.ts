import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/argo-cd-anonymous-access',
  title: 'Argo CD allows anonymous access',
  control: 'Argo CD anonymous access',
  severity: 'medium',
  why: 'Every client with network access to the server gets the default role without a login. That role decides whether an attacker can read applications, or deploy to every managed cluster.',
  remediation: 'Set `users.anonymous.enabled: "false"` in ConfigMap `argocd-cm`, or remove the key.',
  references: ['K09', 'argo-cd-user-management'],
  addon: 'argo-cd',
  // Only the text true enables it (util/settings/settings.go of argo-cd).
  asks: setting({
    images: ['argocd', 'argo-cd'],
    runs: /(?:^|[\s/])argocd-server(?:\s|$)/,
    configMap: { name: 'argocd-cm', keys: ['users.anonymous.enabled'] },
    usual: 'false',
    bad: (value) => value === 'true',
    expected: 'false',
  }),
});
