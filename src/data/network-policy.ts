/**
 * Which pod networks enforce which policies, by which of their parts, and what disables that. As of 2026-11-30; source: the projects' own
 * documentation and manifests (https://kubernetes.io/docs/concepts/cluster-administration/addons/),
 * https://docs.cilium.io/en/stable/security/policy/intro/, https://github.com/kubernetes-sigs/kind/issues/842 and
 * https://github.com/aojea/kindnet for kindnet.
 */
export const asOf = '2026-11-30';

/** Networks, and programs in addition to a network, that enforce policies as installed by default: ids of the add-on catalogue. */
export const enforcingNetworks: readonly string[] = [
  'calico',
  'cilium',
  'antrea',
  'weave-net',
  'kube-router',
  'kube-ovn',
  'ovn-kubernetes',
  'azure-npm',
  'kube-network-policies',
];

/**
 * The images of the agents that filter packets on each node, where a network has further parts: controllers, operators, caches in front of
 * the API server. Without the agent these filter no packets. Of the other networks every part except a Deployment counts.
 */
export const policyAgents: Readonly<Record<string, readonly string[]>> = {
  calico: ['calico/node', 'calico/node-windows', 'hardened-calico'],
  cilium: ['cilium/cilium', 'hardened-cilium', 'anetd'],
  antrea: ['antrea-agent', 'antrea', 'antrea-agent-windows', 'antrea-windows'],
  'weave-net': ['weave-npc'],
  'aws-vpc-cni': ['aws-network-policy-agent'],
};

/** Those that filter with any network. */
export const besideAnyNetwork: readonly string[] = ['kube-router', 'azure-npm', 'kube-network-policies'];

/**
 * Cilium's settings for policies, by flag, variable, ConfigMap cilium-config, CiliumNodeConfig, or label and annotation of a node below
 * `config.cilium.io/` (https://docs.cilium.io/en/stable/configuration/per-node-config/; cilium/cilium pkg/option/resolver/resolver.go).
 */
export const ciliumPolicySettings = [
  'enable-policy',
  'policy-audit-mode',
  'enable-k8s-networkpolicy',
  'enable-cilium-network-policy',
  'enable-cilium-clusterwide-network-policy',
  'labels',
] as const;

/**
 * Cilium's settings for the encryption of traffic between nodes, and for the API of Hubble, in cilium-config and by flag (cilium/cilium
 * install/kubernetes/cilium/templates/cilium-configmap.yaml, pkg/hubble/cell/config.go).
 */
export const ciliumTransportSettings = [
  'enable-wireguard',
  'enable-ipsec',
  'enable-ztunnel',
  'enable-hubble',
  'hubble-disable-tls',
  'hubble-listen-address',
] as const;

/**
 * Labels of pods that Cilium leaves out of identities unless it is told otherwise, so that no policy selects by them (cilium/cilium pkg/labelsfilter/filter.go,
 * https://docs.cilium.io/en/stable/operations/performance/scalability/identity-relevant-labels). Labels of namespaces stay in.
 */
export const ciliumLeavesOut =
  /^(?:kubernetes\.io|k8s\.io|io\.kubernetes|.*beta\.kubernetes\.io|pod-template-(?:generation|hash)|controller-revision-hash|annotation|etcd_node|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/)/;

/**
 * kindnet enforces them since kind 0.24, whose image is v20240813; the one of kind 0.23 (v20240513) does not. Under its own version numbers
 * since 1.3.
 */
export const kindnet = { since: 20240813, not: 20240513 };

/** Releases of a network that enforce a kind: from `since` on, and no longer from `until` on. */
export interface ActingReleases {
  kind: string;
  /** Major and minor. */
  since: readonly [number, number];
  until?: readonly [number, number];
}

/**
 * Calico and the kinds of the policy working group. Sources: release notes of v3.29.0 (AdminNetworkPolicy), projectcalico/calico pull request 9464 (the baseline,
 * merged for v3.30), projectcalico/calico issue 10745 and kubernetes-sigs/network-policy-api pull request 376 (v3.32 removes both and adds ClusterNetworkPolicy).
 */
export const calicoAdminKinds: readonly ActingReleases[] = [
  { kind: 'AdminNetworkPolicy', since: [3, 29], until: [3, 32] },
  { kind: 'BaselineAdminNetworkPolicy', since: [3, 30], until: [3, 32] },
  { kind: 'ClusterNetworkPolicy', since: [3, 32] },
];

/**
 * Antrea enforces AdminNetworkPolicy and its baseline since 1.13, behind a gate that is off by default, and its own kinds unless their gate
 * is disabled (https://antrea.io/docs/main/docs/feature-gates/).
 */
export const antreaGates = {
  own: 'AntreaPolicy',
  admin: { gate: 'AdminNetworkPolicy', kinds: ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'] },
} as const;
