import { flagCheck } from '../families/flag-check.ts';
import { auditLogFile, auditLogFlag } from '../helpers/audit-log.ts';

export default flagCheck({
  id: 'api-server/audit-log-few-backups',
  title: 'Few old audit logs are kept',
  severity: 'low',
  why: 'A busy hour, or an intruder who makes one, fills the few files that are kept, and the oldest go first.',
  fix: 'Set --audit-log-maxbackup=10 or more, or ship the log off the node.',
  references: ['CIS 1.2.18', 'kube-apiserver'],
  unless: ({ apiServer }) => auditLogFile(apiServer),
  flag: ({ apiServer }) => auditLogFlag(apiServer, 'audit-log-maxbackup'),
  bad: (value) => Number(value) > 0 && Number(value) < 10,
  fail: (instances, value) => `${value} old audit logs are kept${instances}`,
  pass: 'ten or more old audit logs are kept',
});
