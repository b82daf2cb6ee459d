import { listItems } from '../../model/control-plane/sources/flag-sources.ts';
import { flagCheck } from '../families/flag-check.ts';

/** Plugins that are gone: PodSecurityPolicy since 1.25, SecurityContextDeny since 1.30. */
const OBSOLETE = ['PodSecurityPolicy', 'SecurityContextDeny'];

export default flagCheck({
  id: 'api-server/obsolete-admission-plugin',
  title: 'Pod security rests on an admission plugin that ends',
  severity: 'medium',
  why: 'PodSecurityPolicy ended with Kubernetes 1.25 and SecurityContextDeny with 1.30. The upgrade that takes them away takes the protection with it, or stops the API server that still names them.',
  fix: 'Label namespaces with Pod Security levels, then take the plugin out of --enable-admission-plugins.',
  references: ['K01', 'migrate-from-psp'],
  peerChecks: [4, 6],
  flag: ({ apiServer }) => apiServer.plugins,
  bad: (value) => listItems(value).some((name) => OBSOLETE.includes(name)),
  fail: (instances) => `a plugin that ends decides about pods${instances}`,
  pass: 'no plugin that ends is switched on',
});
