import { defineCheck } from '../define.ts';
import { auditLogFile, auditLogFlag } from '../helpers/audit-log.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/audit-log-kept-briefly',
  title: 'Audit logs are deleted before a month is over',
  severity: 'low',
  why: 'Break-ins are often found weeks later. An audit trail that is gone by then tells nothing.',
  fix: 'Set --audit-log-maxage=30 or more, or ship the log off the node.',
  references: ['CIS 1.2.17', 'kube-apiserver'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane: { apiServer } }) {
    const answer = auditLogFlag(apiServer, 'audit-log-maxage');
    const few = (value: string) => Number(value) > 0 && Number(value) < 30;
    const value = answer.known
      ? (answer.observations.find((observation) => few(observation.value))?.value ?? '')
      : '';
    yield (
      auditLogFile(apiServer) ??
      judgeFlag('kube-apiserver', answer, {
        bad: few,
        fail: (instances) => `audit logs are deleted after ${value} days${instances}`,
        pass: 'audit logs are not deleted by age within 30 days',
      })
    );
  },
});
