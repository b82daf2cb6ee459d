import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('leases');

export const leases = defineCollector({
  id: 'leases',
  why: 'How many API servers are alive, who leads, which kubelets report.',
  notRead: 'Leases of other namespaces.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
