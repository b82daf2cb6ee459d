import { addonCheck, setting } from '../families/addon-check.ts';

/** Built-in roles; what a role of one's own allows is in policy.csv. */
const SEVERITY: Readonly<Record<string, 'high' | 'low'>> = { 'role:admin': 'high', 'role:readonly': 'low' };

export default addonCheck({
  id: 'addons/argo-cd-default-role',
  title: 'Argo CD grants a default role',
  control: 'Argo CD default role',
  severity: 'medium',
  why: 'Every user who can log in gets this role, including users of the identity provider without a task here. An attacker with any login sees or changes applications of all teams.',
  remediation:
    'Set `policy.default: ""` in ConfigMap `argocd-rbac-cm`, and grant roles to groups in `policy.csv`.',
  references: ['K02', 'argo-cd-rbac'],
  addon: 'argo-cd',
  asks: setting({
    images: ['argocd', 'argo-cd'],
    runs: /(?:^|[\s/])argocd-server(?:\s|$)/,
    configMap: { name: 'argocd-rbac-cm', keys: ['policy.default'] },
    usual: '',
    bad: (value) => value !== '' && (SEVERITY[value] ?? true),
    expected: 'an empty value',
  }),
});
