import { flagCheck } from '../families/flag-check.ts';
import { auditLogFile, auditLogFlag } from '../helpers/audit-log.ts';

export default flagCheck({
  id: 'api-server/audit-log-kept-briefly',
  title: 'Audit logs are deleted before a month is over',
  severity: 'low',
  why: 'Break-ins are often found weeks later. An audit trail that is gone by then tells nothing.',
  fix: 'Set --audit-log-maxage=30 or more, or ship the log off the node.',
  references: ['CIS 1.2.17', 'kube-apiserver'],
  unless: ({ apiServer }) => auditLogFile(apiServer),
  flag: ({ apiServer }) => auditLogFlag(apiServer, 'audit-log-maxage'),
  bad: (value) => Number(value) > 0 && Number(value) < 30,
  fail: (instances, value) => `audit logs are deleted after ${value} days${instances}`,
  pass: 'audit logs are not deleted by age within 30 days',
});
