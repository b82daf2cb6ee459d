import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('pods', { '/Pod': { instead: ['kube-system'] } });

export const pods = defineCollector({
  id: 'pods',
  why: 'Pods, their nodes and privileges; flags of a control plane that runs as static Pods.',
  notRead: 'Logs; arguments and environment of unknown components; managed fields.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
