import { labelsOf, withoutFlag } from '../helpers/counts.ts';
import { listed } from '../helpers/objects.ts';
import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/authorization-webhook-fail-open',
  title: 'Authorization webhook failed open',
  control: 'Authorization webhook availability',
  severity: 'medium',
  why: 'A webhook with `failurePolicy: NoOpinion` failed or timed out, so the next authorizer decided. Requests that the webhook would deny may have been allowed.',
  remediation:
    'Set `failurePolicy: Deny` for the webhook in the AuthorizationConfiguration, and run it with several replicas.',
  references: ['authorization-configuration', 'K02'],
  providerManaged: true,
  unless: ({ authorizers, flag }) =>
    authorizers.known && !authorizers.value.includes('Webhook')
      ? withoutFlag(flag('authorization-config'), 'no authorization webhook is configured')
      : undefined,
  families: ['apiserver_authorization_webhook_evaluations_fail_open_total'],
  fail: (found) =>
    `requests were decided without authorization webhook ${listed(labelsOf(found, 'name'))} (error or timeout)`,
  pass: 'no authorization webhook failed open',
});
