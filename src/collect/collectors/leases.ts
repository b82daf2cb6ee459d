import { defineCollector } from '../define.ts';
import { namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = [namespaced('coordination.k8s.io/v1', 'Lease', { only: ['kube-system', 'kube-node-lease'] })];

export const leases = defineCollector({
  id: 'leases',
  why: 'How many API servers are alive, who leads, which kubelets report.',
  notRead: 'Leases of other namespaces.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
