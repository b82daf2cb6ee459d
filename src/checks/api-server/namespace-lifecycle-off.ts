import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/namespace-lifecycle-off',
  title: 'Objects can be made in namespaces that are being deleted',
  severity: 'medium',
  why: 'Without the plugin NamespaceLifecycle objects are accepted in namespaces that do not exist or are being deleted, and the namespaces default, kube-system and kube-public can be deleted. What is left behind belongs to nobody.',
  fix: 'Take NamespaceLifecycle out of --disable-admission-plugins.',
  references: ['CIS 1.2.13', 'admission-controllers'],
  plugin: 'NamespaceLifecycle',
  fail: 'the plugin NamespaceLifecycle is switched off',
  pass: 'the plugin NamespaceLifecycle is on',
});
