import type { ServiceFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import { observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/webhook-without-endpoint',
  title: 'Nobody stands behind an admission webhook',
  severity: 'medium',
  why: 'The API server is told to ask a Service that does not exist or has no pod that is ready. With failurePolicy Fail every request that it is asked about is refused; with Ignore nothing is checked.',
  fix: 'Bring the pods of the Service back, or delete the webhook configuration when its product is gone.',
  references: [
    {
      framework: 'docs',
      id: 'Admission webhook good practices',
      url: 'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
    },
  ],
  union: [276],
  needs: ['services'],
  uses: ['extensions'],
  collectors: ['webhooks'],
  passNeeds: ['pods'],
  *run({ services, extensions }): Iterable<Finding> {
    let faults = 0;
    let judged = 0;
    for (const record of extensions.webhooks) {
      for (const webhook of record.webhooks) {
        if (webhook.service === undefined) continue;
        judged++;
        const why = missing(webhook.service, services);
        if (why === undefined) continue;
        faults++;
        const closed = webhook.failurePolicy !== 'Ignore';
        yield {
          verdict: 'fail',
          at: { kind: record.kind, name: record.name },
          detail: webhook.name,
          severity: closed ? 'medium' : 'low',
          restsOn: ['services', 'pods'],
          message: `${webhook.name}: ${why}, so that ${closed ? 'what it is asked about is refused' : 'nothing is checked'}`,
          evidence: [
            observed(
              `${record.kind} ${record.name}`,
              `${webhook.name}, service ${webhook.service}, failurePolicy ${webhook.failurePolicy ?? 'Fail'}`,
            ),
          ],
        };
      }
    }
    if (faults === 0)
      yield {
        verdict: 'pass',
        message:
          judged === 0
            ? 'no webhook is served from inside the cluster'
            : `somebody is ready behind each of ${plural(judged, 'webhook')}`,
        evidence: [observed('webhook configurations', plural(extensions.webhooks.length, 'configuration'))],
      };
  },
});

/** Why nobody answers; undefined when somebody does, or when the Service has no selector and its endpoints are set by hand. */
function missing(name: string, services: readonly ServiceFacts[]): string | undefined {
  const service = services.find(({ record }) => `${record.namespace}/${record.name}` === name);
  if (!service) return `the Service ${name} does not exist`;
  if (service.record.selector === undefined || service.pods.some(({ ready }) => ready)) return undefined;
  return `the Service ${name} has no ready pod`;
}
