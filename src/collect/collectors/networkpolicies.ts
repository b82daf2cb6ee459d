import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

// Calico shows the same policies twice where its own API server runs.
const OF_CALICO = { unlessServed: 'projectcalico.org' };
const KINDS = kindsOf('networkpolicies', {
  'crd.projectcalico.org/NetworkPolicy': OF_CALICO,
  'crd.projectcalico.org/GlobalNetworkPolicy': OF_CALICO,
  'crd.projectcalico.org/NetworkSet': OF_CALICO,
  'crd.projectcalico.org/GlobalNetworkSet': OF_CALICO,
});

export const networkpolicies = defineCollector({
  id: 'networkpolicies',
  why: 'What reaches pods, in the languages of Kubernetes, Cilium, Calico and Antrea; the sets of addresses that they name, and what Cilium is told about policies node by node.',
  notRead:
    'Rules for outgoing traffic; of those for incoming traffic protocols other than TCP, and conditions on HTTP.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
