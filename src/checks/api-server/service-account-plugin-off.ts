import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/service-account-plugin-off',
  title: 'Pods get no service account by themselves',
  severity: 'low',
  why: 'Without the plugin ServiceAccount pods get neither an account nor a token, programs that talk to the API fail, and a pod may name an account that does not exist.',
  fix: 'Take ServiceAccount out of --disable-admission-plugins.',
  references: ['CIS 1.2.12', 'admission-controllers'],
  plugin: 'ServiceAccount',
  fail: 'the plugin ServiceAccount is switched off',
  pass: 'the plugin ServiceAccount is on',
});
