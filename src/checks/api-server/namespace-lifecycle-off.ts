import { defineCheck } from '../define.ts';
import { judgePlugin } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/namespace-lifecycle-off',
  title: 'Objects can be made in namespaces that are being deleted',
  severity: 'medium',
  why: 'Without the plugin NamespaceLifecycle objects are accepted in namespaces that do not exist or are being deleted, and the namespaces default, kube-system and kube-public can be deleted. What is left behind belongs to nobody.',
  fix: 'Take NamespaceLifecycle out of --disable-admission-plugins.',
  references: ['CIS 1.2.13', 'admission-controllers'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane: { apiServer } }) {
    yield judgePlugin(apiServer, 'NamespaceLifecycle', {
      fail: 'the plugin NamespaceLifecycle is switched off',
      pass: 'the plugin NamespaceLifecycle is on',
    });
  },
});
