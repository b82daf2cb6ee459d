import { defineCollector } from '../define.ts';
import { namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = [
  namespaced('discovery.k8s.io/v1', 'EndpointSlice', {
    only: ['default'],
    labelSelector: 'kubernetes.io/service-name=kubernetes',
  }),
];

export const endpointslices = defineCollector({
  id: 'endpointslices',
  why: 'Addresses of the API servers behind the Service kubernetes: a lower bound of how many there are.',
  notRead: 'Endpoints of every other Service: one address a pod, and pods are read anyway.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
