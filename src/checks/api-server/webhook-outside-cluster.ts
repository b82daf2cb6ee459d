import { plural } from '../../shared/text.ts';
import { observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/webhook-outside-cluster',
  title: 'An admission webhook leads out of the cluster',
  severity: 'low',
  why: 'Every object that this webhook is asked about is sent to a server elsewhere, which may read it, change it, or refuse it. Whoever runs that server, or stands in front of it, has a say in the cluster.',
  fix: 'Serve the webhook from inside the cluster (clientConfig.service), or narrow its rules to what it must see.',
  references: [
    {
      framework: 'docs',
      id: 'Admission webhook good practices',
      url: 'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
    },
    { framework: 'MITRE ATT&CK', id: 'T1557' },
  ],
  needs: [],
  uses: ['extensions'],
  collectors: ['webhooks'],
  *run({ extensions }): Iterable<Finding> {
    let faults = 0;
    for (const record of extensions.webhooks) {
      for (const webhook of record.webhooks) {
        if (webhook.urlLeads !== 'elsewhere') continue;
        faults++;
        const secrets = webhook.rules.some(
          ({ apiGroups, resources }) =>
            apiGroups.some((name) => name === '' || name === '*') &&
            resources.some((name) => name === 'secrets' || name === '*' || name === '*/*'),
        );
        yield {
          verdict: 'fail',
          at: { kind: record.kind, name: record.name },
          detail: webhook.name,
          ...(secrets && { severity: 'medium' as const }),
          message: `${webhook.name} is asked at a URL outside the cluster${secrets ? ', about Secrets too' : ''}`,
          evidence: [
            observed(
              `${record.kind} ${record.name}`,
              `${webhook.name}, clientConfig.url, resources ${[...new Set(webhook.rules.flatMap(({ resources }) => resources))].join(', ')}`,
            ),
          ],
        };
      }
    }
    if (faults === 0)
      yield {
        verdict: 'pass',
        message: 'no webhook leads out of the cluster',
        evidence: [observed('webhook configurations', plural(extensions.webhooks.length, 'configuration'))],
      };
  },
});
