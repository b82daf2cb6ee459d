import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('serviceaccounts');

export const serviceaccounts = defineCollector({
  id: 'serviceaccounts',
  why: 'Automatic tokens and cloud identities of workloads.',
  notRead: 'Tokens; names of token Secrets.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
