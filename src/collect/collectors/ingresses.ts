import { defineCollector } from '../define.ts';
import { clusterWide, namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = [
  namespaced('networking.k8s.io/v1', 'Ingress'),
  clusterWide('networking.k8s.io/v1', 'IngressClass'),
];

export const ingresses = defineCollector({
  id: 'ingresses',
  why: 'Ways in by HTTP, whether with TLS, and who serves them.',
  notRead: 'Paths.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
