import { defineCollector } from '../define.ts';
import { sampledResult } from '../sampled.ts';

const rule = { verb: 'get', path: '/metrics' } as const;

export const metrics = defineCollector({
  id: 'metrics',
  why: 'Observed behavior of API servers: encryption at rest, audit logging, admission, authorizers.',
  notRead: 'All but about sixty metric families; of histograms only the count, of one the buckets.',
  reads: [rule],
  async run(context) {
    const { metrics: sampled, expected } = await context.replicas();
    for (const record of sampled.records) context.add('metrics', record);
    return sampledResult(sampled, rule, expected, (record) => record.complete);
  },
});
