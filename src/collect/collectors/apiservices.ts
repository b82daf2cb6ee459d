import { defineCollector } from '../define.ts';
import { clusterWide, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

/** Nobody picks some by name here, as people do who save files: a list that is not empty is that of the server. */
const KINDS = [clusterWide('apiregistration.k8s.io/v1', 'APIService', { holds: ['*'] })];

export const apiservices = defineCollector({
  id: 'apiservices',
  why: 'Servers that stand behind the API server, whether they answer, and whether their TLS is verified.',
  notRead: 'Of CA bundles only their facts.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
