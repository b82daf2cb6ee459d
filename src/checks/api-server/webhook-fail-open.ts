import { labelsOf } from '../helpers/counts.ts';
import { listed } from '../helpers/objects.ts';
import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/webhook-fail-open',
  title: 'Admission webhook failed open',
  control: 'Admission webhook availability (fail open)',
  severity: 'medium',
  why: 'A webhook with `failurePolicy: Ignore` was unavailable, so kube-apiserver admitted requests without it. Objects that violate its policy may now exist in the cluster.',
  remediation:
    'Restore the webhook and review objects created in the meantime. Set `failurePolicy: Fail` for security webhooks and run several replicas.',
  references: ['admission-webhook-good-practices', 'T1562.001', 'K04'],
  families: ['apiserver_admission_webhook_fail_open_count'],
  fail: (found) =>
    `requests were admitted without webhook ${listed(labelsOf(found, 'name'))} (unavailable, failurePolicy: Ignore)`,
  pass: 'no admission webhook failed open',
});
