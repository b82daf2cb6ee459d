import { flagCheck } from '../families/flag-check.ts';
import { listItems } from '../../model/control-plane/sources/flag-sources.ts';

export default flagCheck({
  id: 'api-server/always-admit',
  title: 'The plugin AlwaysAdmit is on',
  severity: 'low',
  why: 'AlwaysAdmit was meant for tests and does nothing; other plugins still decide. Whoever switched it on believed something about this cluster that is not so, and its name makes auditors ask.',
  fix: 'Take AlwaysAdmit out of --enable-admission-plugins.',
  references: ['CIS 1.2.10', 'kube-apiserver'],
  flag: ({ apiServer }) => apiServer.plugins,
  bad: (value) => listItems(value).includes('AlwaysAdmit'),
  fail: (instances) => `the plugin AlwaysAdmit is on${instances}`,
  pass: 'the plugin AlwaysAdmit is off',
});
