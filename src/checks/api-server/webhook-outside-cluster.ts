import type { Backend, Webhook } from '../../model/types.ts';
import { command, distinctRequirements } from '../../shared/requirement.ts';
import { namesResource } from '../../model/webhooks.ts';
import { plural } from '../../shared/text.ts';
import type { WebhookRecord } from '../../snapshot/records/index.ts';
import { listed, observed, requiresOr } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/webhook-outside-cluster',
  title: 'Admission webhook backend outside the cluster',
  control: 'Location of admission webhook backends',
  severity: 'low',
  why: 'Every matching object is sent to an external server that can read, modify or reject it. A compromise of that server or of its network path affects the cluster.',
  remediation:
    'Serve the webhook from inside the cluster (`clientConfig.service`), or restrict its rules to the required resources.',
  references: ['admission-webhook-good-practices', 'T1557'],
  needs: [],
  uses: ['extensions', 'backends'],
  passNeeds: ['endpointslices'],
  collectors: ['webhooks'],
  *run({ extensions, backends }): Iterable<Finding> {
    let faults = 0;
    const open: { name: string; backend: Backend & { state: 'unknown' } }[] = [];
    for (const record of extensions.webhooks) {
      for (const webhook of record.webhooks) {
        const backend = backends.of(webhook);
        if (backend.state === 'unknown' && (backend.mayLeaveCluster || backend.restsOn.includes('services')))
          open.push({ name: webhook.name, backend });
        if (backend.state !== 'outside' && !backend.leaves) continue;
        faults++;
        yield fault(record, webhook, backend);
      }
    }
    if (faults > 0) return;
    yield open.length > 0
      ? {
          verdict: 'unknown',
          message: `backend location of ${listed(open.map(({ name }) => name))} is unknown: ${open[0]?.backend.reason ?? ''}`,
          restsOn: [...new Set(open.flatMap(({ backend }) => backend.restsOn))],
          requires: requiresOr(
            distinctRequirements(open.flatMap(({ backend }) => backend.requires)),
            command('kubectl get services -A'),
          ),
        }
      : {
          verdict: 'pass',
          message: 'no webhook backend is outside the cluster',
          evidence: [observed('webhook configurations', plural(extensions.webhooks.length, 'configuration'))],
        };
  },
});

function fault(record: WebhookRecord, webhook: Webhook, backend: Backend): Finding {
  const secrets = webhook.rules.some(
    ({ apiGroups, resources, scope }) =>
      scope !== 'Cluster' &&
      apiGroups.some((name) => name === '' || name === '*') &&
      namesResource(resources, { resource: 'secrets' }),
  );
  const through =
    webhook.url === true
      ? 'a URL outside the cluster'
      : `Service ${webhook.service ?? ''} with a target outside the cluster`;
  return {
    verdict: 'fail',
    at: { kind: record.kind, name: record.name },
    detail: webhook.name,
    ...(secrets && { severity: 'medium' as const }),
    message: `${webhook.name}: backend is ${through}${secrets ? '; its rules include Secrets' : ''}`,
    evidence: [
      observed(
        `${record.kind} ${record.name}`,
        `${webhook.name}, ${webhook.url === true ? 'clientConfig.url' : 'clientConfig.service'}, resources ${[...new Set(webhook.rules.flatMap(({ resources }) => resources))].join(', ')}`,
      ),
      ...(backend.leaves ?? backend.evidence),
    ],
  };
}
