import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/service-account-plugin-off',
  title: 'ServiceAccount admission plugin disabled',
  control: 'ServiceAccount admission plugin',
  severity: 'low',
  why: 'Pods get no ServiceAccount and no token by default, so workloads cannot authenticate to the API. Pods that reference a nonexistent ServiceAccount are not rejected.',
  remediation: 'Remove `ServiceAccount` from `--disable-admission-plugins`.',
  references: ['CIS 1.2.12', 'admission-controllers'],
  plugin: 'ServiceAccount',
  fail: 'ServiceAccount admission plugin is disabled',
  pass: 'ServiceAccount admission plugin is enabled',
});
