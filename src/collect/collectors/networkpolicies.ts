import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

// Calico serves the same policies twice where its own API server runs.
const OF_CALICO = { unlessServed: 'projectcalico.org' };
const KINDS = kindsOf('networkpolicies', {
  'crd.projectcalico.org/NetworkPolicy': OF_CALICO,
  'crd.projectcalico.org/GlobalNetworkPolicy': OF_CALICO,
  'crd.projectcalico.org/NetworkSet': OF_CALICO,
  'crd.projectcalico.org/GlobalNetworkSet': OF_CALICO,
});

export const networkpolicies = defineCollector({
  id: 'networkpolicies',
  why: 'Network policies of Kubernetes, Cilium, Calico and Antrea; the address sets that they refer to, and Cilium node configuration.',
  notRead: 'Egress rules; in ingress rules, protocols other than TCP and HTTP conditions.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
