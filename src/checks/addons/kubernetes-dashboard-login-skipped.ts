import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/kubernetes-dashboard-login-skipped',
  title: 'Kubernetes Dashboard login can be skipped',
  control: 'Kubernetes Dashboard login',
  severity: 'medium',
  why: 'Clients that skip the login use the ServiceAccount of the dashboard. A workload that reaches it has all permissions of that account.',
  remediation:
    'Remove `--enable-skip-login`, and delete the dashboard: its project was archived in January 2026.',
  references: ['K09', 'kubernetes-dashboard-archive'],
  addon: 'kubernetes-dashboard',
  asks: setting({
    images: ['kubernetesui/dashboard', 'kubernetes-dashboard'],
    flag: 'enable-skip-login',
    usual: 'false',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
