import { defineCheck } from '../define.ts';
import { auditLogFile, auditLogFlag } from '../helpers/audit-log.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/audit-log-few-backups',
  title: 'Few old audit logs are kept',
  severity: 'low',
  why: 'A busy hour, or an intruder who makes one, fills the few files that are kept, and the oldest go first.',
  fix: 'Set --audit-log-maxbackup=10 or more, or ship the log off the node.',
  references: ['CIS 1.2.18', 'kube-apiserver'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane: { apiServer } }) {
    const answer = auditLogFlag(apiServer, 'audit-log-maxbackup');
    const few = (value: string) => Number(value) > 0 && Number(value) < 10;
    const value = answer.known
      ? (answer.observations.find((observation) => few(observation.value))?.value ?? '')
      : '';
    yield (
      auditLogFile(apiServer) ??
      judgeFlag('kube-apiserver', answer, {
        bad: few,
        fail: (instances) => `${value} old audit logs are kept${instances}`,
        pass: 'ten or more old audit logs are kept',
      })
    );
  },
});
