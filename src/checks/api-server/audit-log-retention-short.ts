import { flagCheck } from '../families/flag-check.ts';
import { auditLogFile, auditLogFlag } from '../helpers/audit-log.ts';

export default flagCheck({
  id: 'api-server/audit-log-retention-short',
  title: 'Audit log retention (--audit-log-maxage) below 30 days',
  control: 'Audit log retention (--audit-log-maxage)',
  severity: 'low',
  why: 'Intrusions are often detected weeks later. Audit events deleted by then are missing in the investigation.',
  remediation:
    'Set `--audit-log-maxage=30` or higher, or send the audit log to another system (`--audit-webhook-config-file` or a log agent).',
  references: ['CIS 1.2.17', 'kube-apiserver'],
  unless: ({ apiServer }) => auditLogFile(apiServer),
  flag: ({ apiServer }) => auditLogFlag(apiServer, 'audit-log-maxage'),
  bad: (value) => Number(value) > 0 && Number(value) < 30,
  fail: (instances, value) => `--audit-log-maxage is ${value}${instances}; expected 30 or more`,
  pass: '--audit-log-maxage is 30 or more, or 0 (no limit)',
});
