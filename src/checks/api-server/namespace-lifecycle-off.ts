import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/namespace-lifecycle-off',
  title: 'NamespaceLifecycle admission plugin disabled',
  control: 'NamespaceLifecycle admission plugin',
  severity: 'medium',
  why: 'Objects can be created in terminating or nonexistent namespaces and remain orphaned. The namespaces `default`, `kube-system` and `kube-public` can be deleted.',
  remediation: 'Remove `NamespaceLifecycle` from `--disable-admission-plugins`.',
  references: ['CIS 1.2.13', 'admission-controllers'],
  plugin: 'NamespaceLifecycle',
  fail: 'NamespaceLifecycle admission plugin is disabled',
  pass: 'NamespaceLifecycle admission plugin is enabled',
});
