import { defineCollector } from '../define.ts';
import { clusterWide, namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

// Calico shows the same policies twice where its own API server runs.
const OF_CALICO = { unlessServed: 'projectcalico.org' };
const KINDS = [
  namespaced('networking.k8s.io/v1', 'NetworkPolicy'),
  namespaced('cilium.io', 'CiliumNetworkPolicy'),
  clusterWide('cilium.io', 'CiliumClusterwideNetworkPolicy'),
  namespaced('projectcalico.org', 'NetworkPolicy'),
  clusterWide('projectcalico.org', 'GlobalNetworkPolicy'),
  namespaced('crd.projectcalico.org', 'NetworkPolicy', OF_CALICO),
  clusterWide('crd.projectcalico.org', 'GlobalNetworkPolicy', OF_CALICO),
  namespaced('projectcalico.org', 'NetworkSet'),
  clusterWide('projectcalico.org', 'GlobalNetworkSet'),
  namespaced('crd.projectcalico.org', 'NetworkSet', OF_CALICO),
  clusterWide('crd.projectcalico.org', 'GlobalNetworkSet', OF_CALICO),
  namespaced('cilium.io', 'CiliumNodeConfig'),
  clusterWide('policy.networking.k8s.io', 'AdminNetworkPolicy'),
  clusterWide('policy.networking.k8s.io', 'BaselineAdminNetworkPolicy'),
  clusterWide('policy.networking.k8s.io', 'ClusterNetworkPolicy'),
  namespaced('crd.antrea.io', 'NetworkPolicy'),
  clusterWide('crd.antrea.io', 'ClusterNetworkPolicy'),
];

export const networkpolicies = defineCollector({
  id: 'networkpolicies',
  why: 'What reaches pods, in the languages of Kubernetes, Cilium, Calico and Antrea; the sets of addresses that they name, and what Cilium is told about policies node by node.',
  notRead:
    'Rules for outgoing traffic; of those for incoming traffic protocols other than TCP, and conditions on HTTP.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
