import { labelsOf } from '../helpers/counts.ts';
import { listed } from '../helpers/objects.ts';
import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/webhook-rejecting-by-error',
  title: 'Requests were refused because a webhook failed',
  severity: 'low',
  why: 'The API server could not reach the webhook, or did not understand it, and refused what it was asked for. Deployments, scaling and repairs fail without a reason of their own.',
  fix: 'Look at the webhook named: its pods, its certificate, its timeout.',
  references: ['admission-webhook-good-practices'],
  families: ['apiserver_admission_webhook_rejection_count'],
  bad: ({ labels }) => labels['error_type'] !== 'no_error',
  fail: (found) => `requests were refused because ${listed(labelsOf(found, 'name'))} failed`,
  pass: 'no request was refused by a failing webhook',
});
