import { listItems } from '../../model/control-plane/sources/flag-sources.ts';
import { flagCheck } from '../families/flag-check.ts';

/** Removed plugins: PodSecurityPolicy since 1.25, SecurityContextDeny since 1.30. */
const OBSOLETE = ['PodSecurityPolicy', 'SecurityContextDeny'];

export default flagCheck({
  id: 'api-server/obsolete-admission-plugin',
  title: 'Obsolete admission plugin enabled (PodSecurityPolicy, SecurityContextDeny)',
  control: 'Obsolete admission plugins',
  severity: 'medium',
  why: 'Kubernetes 1.25 removes PodSecurityPolicy and 1.30 removes SecurityContextDeny. After the upgrade the protection is lost, or kube-apiserver fails to start because of the unknown plugin.',
  remediation:
    'Set the namespace label `pod-security.kubernetes.io/enforce`, then remove the plugin from `--enable-admission-plugins`.',
  references: ['K01', 'migrate-from-psp'],
  peerChecks: [4, 6],
  flag: ({ apiServer }) => apiServer.plugins,
  bad: (value) => listItems(value).some((name) => OBSOLETE.includes(name)),
  fail: (instances) =>
    `obsolete admission plugin (PodSecurityPolicy or SecurityContextDeny) is enabled${instances}`,
  pass: 'no obsolete admission plugin is enabled',
});
