/**
 * Which pod networks act on NetworkPolicies. As of 2026-11-24; source: the projects' own documentation and manifests
 * (https://kubernetes.io/docs/concepts/cluster-administration/addons/), https://github.com/kubernetes-sigs/kind/issues/842 and
 * https://github.com/aojea/kindnet for kindnet.
 */
export const asOf = '2026-11-24';

/** Networks that enforce them as they are installed by default, by the ids of the add-on catalogue. */
export const enforcingNetworks: readonly string[] = ['calico', 'cilium', 'antrea', 'weave-net'];

/** Programs that enforce them beside or inside another network, by their images. */
export const policyEnforcers: readonly string[] = [
  'kube-router',
  'kube-network-policies',
  'azure-npm',
  'anetd',
  'hardened-calico',
  'hardened-cilium',
  'mirrored-calico-node',
  'mirrored-cilium-cilium',
  'kube-ovn',
];

/**
 * kindnet reads them since kind 0.24, whose image is v20240813; the one of kind 0.23 (v20240513) does not. Under its own
 * version numbers since 1.3.
 */
export const kindnet = { since: 20240813, not: 20240513 };
