import { labelsOf, withoutFlag } from '../helpers/counts.ts';
import { listed } from '../helpers/objects.ts';
import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/authorization-webhook-fail-open',
  title: 'Requests were decided without the authorization webhook',
  severity: 'medium',
  why: 'The API server asks a webhook who may do what, and was told to go on without it when it does not answer. Requests that the webhook would have refused may have been allowed by the next authorizer.',
  fix: 'Set failurePolicy: Deny for that webhook in the AuthorizationConfiguration, and run it with several replicas.',
  references: ['authorization-configuration', 'K02'],
  providerManaged: true,
  unless: ({ authorizers, flag }) =>
    authorizers.known && !authorizers.value.includes('Webhook')
      ? withoutFlag(flag('authorization-config'), 'no webhook is asked who may do what')
      : undefined,
  families: ['apiserver_authorization_webhook_evaluations_fail_open_total'],
  fail: (found) => `requests were decided without ${listed(labelsOf(found, 'name'))}, which did not answer`,
  pass: 'no request was decided without an authorization webhook that should have been asked',
});
