import { defineCollector } from '../define.ts';
import { namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = [namespaced('v1', 'ServiceAccount')];

export const serviceaccounts = defineCollector({
  id: 'serviceaccounts',
  why: 'Automatic tokens and cloud identities of workloads.',
  notRead: 'Tokens; names of token Secrets.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
