import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/keda-secrets-unrestricted',
  title: 'KEDA reads Secrets of all namespaces',
  control: 'Access of KEDA to Secrets',
  severity: 'low',
  why: 'The operator resolves Secrets for scalers in every namespace, and its permissions include all of them. An attacker in the operator obtains the credentials of the cluster.',
  remediation:
    'Set `permissions.operator.restrict.secret: true` in the chart, which sets `KEDA_RESTRICT_SECRET_ACCESS`. Only Secrets of the namespace of KEDA are used then, by ClusterTriggerAuthentication.',
  references: ['T1552', 'K03', 'keda-authentication'],
  addon: 'keda',
  asks: setting({
    images: ['kedacore/keda'],
    variable: 'KEDA_RESTRICT_SECRET_ACCESS',
    usual: 'false',
    bad: (value) => value.toLowerCase() !== 'true',
    expected: 'true',
  }),
});
