import { labelsOf } from '../helpers/counts.ts';
import { listed } from '../helpers/objects.ts';
import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/webhook-rejecting-by-error',
  title: 'Requests rejected because a webhook call failed',
  control: 'Admission webhook errors',
  severity: 'low',
  why: 'kube-apiserver could not reach the webhook or received an invalid response, and rejected the request. Deployments, scaling and repairs fail for reasons unrelated to the workload.',
  remediation: 'Check the named webhook: its Pods, serving certificate, `caBundle` and `timeoutSeconds`.',
  references: ['admission-webhook-good-practices'],
  families: ['apiserver_admission_webhook_rejection_count'],
  bad: ({ labels }) => labels['error_type'] !== 'no_error',
  fail: (found) => `requests were rejected because webhook ${listed(labelsOf(found, 'name'))} failed`,
  pass: 'no request was rejected because of a webhook failure',
});
