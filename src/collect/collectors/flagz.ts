import { defineCollector } from '../define.ts';
import { sampledResult } from '../sampled.ts';

const rule = { verb: 'get', path: '/flagz' } as const;

export const flagz = defineCollector({
  id: 'flagz',
  why: 'Effective flags of the API servers (Kubernetes 1.36 and later, or a feature gate).',
  notRead: 'Values that look like credentials; flags of kubelets (see kubelets).',
  reads: [rule],
  async run(context) {
    const { flagz: sampled, expected } = await context.replicas();
    for (const record of sampled.records) context.add('flagz', record);
    return sampledResult(sampled, rule, expected);
  },
});
