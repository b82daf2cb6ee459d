import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('availability');

export const availability = defineCollector({
  id: 'availability',
  why: 'How many pods of a workload there are to be, and how many may be away while nodes are drained.',
  notRead: 'Metrics and behaviour of autoscalers.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
