import { flagCheck } from '../families/flag-check.ts';
import { auditLogFile, auditLogFlag } from '../helpers/audit-log.ts';

export default flagCheck({
  id: 'api-server/audit-log-maxsize-unset',
  title: 'Audit log rotation size (--audit-log-maxsize) not set',
  control: 'Audit log rotation size (--audit-log-maxsize)',
  severity: 'low',
  why: 'Without the flag, rotation depends on the 100 MB default of the logging library. If `--audit-log-maxage` and `--audit-log-maxbackup` are unset too, rotated files are never deleted and can fill the disk.',
  remediation:
    'Set `--audit-log-maxsize=100`, together with `--audit-log-maxage` and `--audit-log-maxbackup`.',
  references: ['CIS 1.2.19', 'kube-apiserver'],
  unless: ({ apiServer }) => auditLogFile(apiServer),
  flag: ({ apiServer }) => auditLogFlag(apiServer, 'audit-log-maxsize'),
  bad: (value, { set }) => !(Number(value) > 0) && !set,
  fail: (instances) => `--audit-log-maxsize is not set${instances}`,
  pass: '--audit-log-maxsize is set',
});
