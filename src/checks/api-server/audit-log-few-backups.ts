import { flagCheck } from '../families/flag-check.ts';
import { auditLogFile, auditLogFlag } from '../helpers/audit-log.ts';

export default flagCheck({
  id: 'api-server/audit-log-few-backups',
  title: 'Audit log backups (--audit-log-maxbackup) below 10',
  control: 'Audit log backups (--audit-log-maxbackup)',
  severity: 'low',
  why: 'High load, or an attacker that generates it, fills the few retained log files quickly. The oldest audit events are then deleted and missing in an investigation.',
  remediation:
    'Set `--audit-log-maxbackup=10` or higher, or send the audit log to another system (`--audit-webhook-config-file` or a log agent).',
  references: ['CIS 1.2.18', 'kube-apiserver'],
  unless: ({ apiServer }) => auditLogFile(apiServer),
  flag: ({ apiServer }) => auditLogFlag(apiServer, 'audit-log-maxbackup'),
  bad: (value) => Number(value) > 0 && Number(value) < 10,
  fail: (instances, value) => `--audit-log-maxbackup is ${value}${instances}; expected 10 or more`,
  pass: '--audit-log-maxbackup is 10 or more, or 0 (no limit)',
});
