import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/headlamp-login-off',
  title: 'Headlamp uses its ServiceAccount for every client',
  control: 'Headlamp login',
  severity: 'high',
  why: 'Every client acts with the permissions of the ServiceAccount of Headlamp, which the chart binds to cluster-admin by default. A Pod that reaches it controls the cluster.',
  remediation: 'Remove `-unsafe-use-service-account-token`, and use tokens of users or OIDC.',
  references: ['K09', 'headlamp-in-cluster'],
  addon: 'headlamp',
  asks: setting({
    images: ['headlamp-k8s/headlamp', 'kinvolk/headlamp'],
    flag: 'unsafe-use-service-account-token',
    variable: 'HEADLAMP_CONFIG_UNSAFE_USE_SERVICE_ACCOUNT_TOKEN',
    usual: 'false',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
