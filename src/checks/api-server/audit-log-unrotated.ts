import { flagCheck } from '../families/flag-check.ts';
import { auditLogFile, auditLogFlag } from '../helpers/audit-log.ts';

export default flagCheck({
  id: 'api-server/audit-log-unrotated',
  title: 'Audit logs are not turned over as they grow',
  severity: 'low',
  why: 'One file that grows without an end fills the disk of the control plane, which then stops; a file that is turned over very early is gone early.',
  fix: 'Set --audit-log-maxsize=100.',
  references: ['CIS 1.2.19', 'kube-apiserver'],
  unless: ({ apiServer }) => auditLogFile(apiServer),
  flag: ({ apiServer }) => auditLogFlag(apiServer, 'audit-log-maxsize'),
  bad: (value, { set }) => !(Number(value) > 0) && !set,
  fail: (instances) => `nothing is said of the size of audit logs${instances}`,
  pass: 'audit logs are turned over at a set size',
});
