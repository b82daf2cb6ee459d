import { containerOf } from '../../addons/images.ts';
import type { AddonFacts } from '../../addons/types.ts';
import type { ClusterFacts, WorkloadFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { observed, workloadName } from './objects.ts';

/** Networks that enforce NetworkPolicy as they are installed by default, by the ids of the add-on catalogue. */
const ENFORCING = ['calico', 'cilium', 'antrea', 'weave-net', 'kindnet'];

/** Programs that enforce it beside or inside another network. */
const ENFORCERS = [
  'kube-router',
  'kube-network-policies',
  'azure-npm',
  'anetd',
  'hardened-calico',
  'hardened-cilium',
  'kube-ovn',
];

/** Distributions whose own network enforces it: k3s by an embedded controller, OpenShift by OVN, RKE2 by Canal. */
const DISTRIBUTIONS = new Set(['k3s', 'rke2', 'openshift']);

/**
 * Does the network of the cluster act on NetworkPolicies? The API server takes them in any case, so that a policy in a
 * cluster whose network ignores it protects nothing. `false` only when such a network is recognised alone.
 */
export function policyEnforcement(
  addons: readonly AddonFacts[],
  workloads: readonly WorkloadFacts[],
  { distribution }: ClusterFacts,
): Known<boolean> {
  const running = addons.filter((addon) => addon.category === 'cni' && addon.workloads.length > 0);
  const enforcing = running.find(({ id }) => ENFORCING.includes(id));
  if (enforcing) return known(true, ...enforcing.evidence.slice(0, 1));
  const beside = workloads.find((workload) => containerOf(workload, ENFORCERS));
  if (beside) return known(true, observed(workloadName(beside), containerOf(beside, ENFORCERS)?.image ?? ''));
  if (distribution.known && DISTRIBUTIONS.has(distribution.value.id)) {
    const { name } = distribution.value;
    return known(true, {
      witness: 'provider',
      confidence: 'documented',
      source: `${name} documentation`,
      value: 'its network enforces NetworkPolicy',
    });
  }
  const agent = workloads
    .map((workload) => ({ workload, args: containerOf(workload, ['aws-network-policy-agent'])?.args }))
    .find(({ args }) => args?.includes('--enable-network-policy=true'));
  if (agent) return known(true, observed(workloadName(agent.workload), '--enable-network-policy=true'));
  const [only, ...others] = running.filter(({ id }) => id !== 'multus');
  if (only?.id === 'flannel' && others.length === 0) return known(false, ...only.evidence.slice(0, 1));
  if (only?.id === 'aws-vpc-cni')
    return unknown(
      'the Amazon VPC CNI enforces policies only where its policy agent is switched on',
      'look at enableNetworkPolicy of the add-on vpc-cni',
    );
  return unknown(
    'no network that enforces NetworkPolicy was recognised',
    "look at the network plugin's documentation",
  );
}
