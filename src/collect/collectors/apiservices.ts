import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

/** Nobody picks some by name here, as people do who save files: a list that is not empty is that of the server. */
const KINDS = kindsOf('apiservices', { 'apiregistration.k8s.io/APIService': { holds: ['*'] } });

export const apiservices = defineCollector({
  id: 'apiservices',
  why: 'Aggregated API servers, their availability, and TLS verification.',
  notRead: 'CA bundles, except certificate metadata.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
