import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('webhooks');

export const webhooks = defineCollector({
  id: 'webhooks',
  why: 'What may change or refuse every request, and what happens when it is down.',
  notRead: 'URLs; of CA bundles only their facts.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
