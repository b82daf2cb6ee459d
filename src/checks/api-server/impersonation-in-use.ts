import { labelsOf } from '../helpers/counts.ts';
import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/impersonation-in-use',
  title: 'User impersonation in use',
  control: 'User impersonation',
  severity: 'info',
  why: 'Impersonation allows an identity to send requests as any other user or group. Unless a product uses it by design, it can indicate abuse of stolen permissions.',
  remediation:
    'Search the audit log for `impersonatedUser`, and review all identities with the verb `impersonate` or `impersonate:*`.',
  references: ['user-impersonation', 'CIS 5.1.8', 'T1078'],
  families: ['apiserver_impersonation_attempts_total'],
  bad: ({ labels }) => (labels['decision'] ?? 'allowed') === 'allowed',
  fail: (found) =>
    `impersonated requests were allowed (${labelsOf(found, 'mode').join(', ') || 'impersonation'})`,
  pass: 'no impersonated request was allowed',
});
