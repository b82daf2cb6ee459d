import { labelsOf } from '../helpers/counts.ts';
import { listed } from '../helpers/objects.ts';
import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/webhook-fail-open',
  title: 'Requests passed because a webhook did not answer',
  severity: 'medium',
  why: 'A webhook with failurePolicy Ignore is left out when it does not answer. Requests that it should have checked were let through unchecked, and what they created is in the cluster now.',
  fix: 'Find out why the webhook did not answer, check what was created meanwhile, and let security webhooks fail closed with several replicas.',
  references: ['admission-webhook-good-practices', 'T1562.001', 'K04'],
  families: ['apiserver_admission_webhook_fail_open_count'],
  fail: (found) => `requests passed unchecked while ${listed(labelsOf(found, 'name'))} did not answer`,
  pass: 'no request passed for want of an answer of a webhook',
});
