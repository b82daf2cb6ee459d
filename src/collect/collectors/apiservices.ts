import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

/** A live list is never a selection by name, as in saved files: a list that is not empty contains the server's own. */
const KINDS = kindsOf('apiservices', { 'apiregistration.k8s.io/APIService': { holds: ['*'] } });

export const apiservices = defineCollector({
  id: 'apiservices',
  why: 'Aggregated API servers, their availability, and TLS verification.',
  notRead: 'CA bundles, except certificate metadata.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
