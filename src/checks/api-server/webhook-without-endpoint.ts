import type { Backend, Webhook } from '../../model/types.ts';
import { command, distinctRequirements } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { WebhookRecord } from '../../snapshot/records/index.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/webhook-without-endpoint',
  title: 'Admission webhook backend missing or not ready',
  control: 'Admission webhook backend readiness',
  severity: 'medium',
  why: 'The Service of the webhook does not exist, lacks the configured port, or has no ready Pod. With `failurePolicy: Fail`, matching requests are rejected; with `Ignore`, they are not checked.',
  remediation:
    'Restore the Pods of the Service, or delete the webhook configuration if its product was removed.',
  references: ['admission-webhook-good-practices'],
  peerChecks: [276],
  needs: ['services'],
  uses: ['extensions', 'backends'],
  collectors: ['webhooks'],
  passNeeds: ['pods'],
  *run(parts): Iterable<Finding> {
    const evaluated = inCluster(parts);
    const down = evaluated.flatMap((one) => fault(one) ?? []);
    yield* down;
    const open = evaluated.flatMap(({ record, webhook, backend }) =>
      backend.state === 'unknown' ? [{ record, webhook, backend }] : [],
    );
    if (open.length > 0) yield unknown(open);
    if (down.length + open.length === 0)
      yield {
        verdict: 'pass',
        message:
          evaluated.length === 0
            ? 'no webhook is served from inside the cluster'
            : `backends of ${plural(evaluated.length, 'webhook')} are ready`,
        evidence: [
          observed('webhook configurations', plural(parts.extensions.webhooks.length, 'configuration')),
        ],
      };
  },
});

interface Served<B extends Backend = Backend> {
  record: WebhookRecord;
  webhook: Webhook;
  backend: B;
}

/** Webhooks that a Service of the cluster serves, by its name or by a URL that resolves to it. */
function inCluster({ extensions, backends }: Pick<CheckParts, 'extensions' | 'backends'>): Served[] {
  return extensions.webhooks
    .flatMap((record) =>
      record.webhooks.map((webhook) => ({ record, webhook, backend: backends.of(webhook) })),
    )
    .filter(({ backend }) => backend.state !== 'outside' && backend.state !== 'own-host');
}

function fault({ record, webhook, backend }: Served): Finding | undefined {
  if (backend.state !== 'down') return undefined;
  const { failurePolicy = 'Fail', name } = webhook;
  const closed = failurePolicy !== 'Ignore';
  return {
    verdict: 'fail',
    at: { kind: record.kind, name: record.name },
    detail: name,
    severity: closed ? 'medium' : 'low',
    message: `${name}: ${backend.reason}; ${closed ? 'matching requests are rejected' : 'matching requests are not checked'}`,
    evidence: [
      observed(
        `${record.kind} ${record.name}`,
        `${name}, ${targetOf(webhook)}, failurePolicy ${failurePolicy}`,
      ),
      ...backend.evidence,
    ],
  };
}

function unknown(open: readonly Served<Backend & { state: 'unknown' }>[]): Finding {
  const [first] = open;
  const requires = distinctRequirements(open.flatMap(({ backend }) => backend.requires));
  return {
    verdict: 'unknown',
    message: `backend readiness of ${listed(open.map(({ webhook }) => webhook.name))} is unknown: ${first?.backend.reason ?? ''}`,
    restsOn: [...new Set(open.flatMap(({ backend }) => backend.restsOn))],
    requires: requires.length > 0 ? requires : [command('kubectl get services,endpointslices -A')],
    evidence: few(open, ({ record, webhook }) =>
      observed(`${record.kind} ${record.name}`, `${webhook.name}, ${targetOf(webhook)}`),
    ),
  };
}

function targetOf({ service, servicePort }: Webhook): string {
  if (service === undefined) return 'clientConfig.url';
  return `service ${service}${servicePort === undefined ? '' : `, port ${servicePort}`}`;
}
