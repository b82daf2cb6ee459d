import { defineCollector } from '../define.ts';
import { sampledResult } from '../sampled.ts';

const rule = { verb: 'get', path: '/metrics' } as const;

export const metrics = defineCollector({
  id: 'metrics',
  why: 'What the API servers do rather than say: encryption at rest, audit, admission, authorizers.',
  notRead: 'All families but about sixty; of histograms only the count, of one the buckets.',
  reads: [rule],
  async run(context) {
    const { metrics: sampled, expected } = await context.replicas();
    for (const record of sampled.records) context.add('metrics', record);
    return sampledResult(sampled, rule, expected, (record) => record.complete);
  },
});
