import { flagCheck } from '../families/flag-check.ts';
import { listItems } from '../../model/control-plane/sources/flag-sources.ts';

export default flagCheck({
  id: 'api-server/always-admit',
  title: 'AlwaysAdmit admission plugin enabled',
  control: 'AlwaysAdmit admission plugin',
  severity: 'low',
  why: 'AlwaysAdmit is deprecated, was intended for tests and has no effect: the other admission plugins still decide. It indicates an incorrect assumption about the cluster configuration.',
  remediation: 'Remove `AlwaysAdmit` from `--enable-admission-plugins`.',
  references: ['CIS 1.2.10', 'kube-apiserver'],
  flag: ({ apiServer }) => apiServer.plugins,
  bad: (value) => listItems(value).includes('AlwaysAdmit'),
  fail: (instances) => `AlwaysAdmit admission plugin is enabled${instances}`,
  pass: 'AlwaysAdmit admission plugin is not enabled',
});
