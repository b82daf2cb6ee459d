import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/argo-cd-admin-enabled',
  title: 'Argo CD admin account is enabled',
  control: 'Argo CD admin account',
  severity: 'low',
  why: 'The account `admin` has all permissions, one shared password and no second factor. Its use cannot be attributed to a person in logs.',
  remediation: 'Set `admin.enabled: "false"` in ConfigMap `argocd-cm` once single sign-on works.',
  references: ['K09', 'argo-cd-user-management'],
  addon: 'argo-cd',
  asks: setting({
    images: ['argocd', 'argo-cd'],
    runs: /(?:^|[\s/])argocd-server(?:\s|$)/,
    configMap: { name: 'argocd-cm', keys: ['admin.enabled'] },
    usual: 'true',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
