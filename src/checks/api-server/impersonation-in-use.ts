import { labelsOf } from '../helpers/counts.ts';
import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/impersonation-in-use',
  title: 'Somebody acts in the name of others',
  severity: 'info',
  why: 'Impersonation lets its holder ask as any other user. Some products work that way on purpose; otherwise it is how a stolen right hides who it was.',
  fix: 'Look in the audit trail for impersonatedUser, and at who may impersonate.',
  references: ['user-impersonation', 'CIS 5.1.8', 'T1078'],
  families: ['apiserver_impersonation_attempts_total'],
  bad: ({ labels }) => (labels['decision'] ?? 'allowed') === 'allowed',
  fail: (found) =>
    `requests were made in the name of others (${labelsOf(found, 'mode').join(', ') || 'impersonation'})`,
  pass: 'nobody acted in the name of others',
});
