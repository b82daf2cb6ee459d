import { containerOf, parseImage } from '../../addons/images.ts';
import type { AddonFacts } from '../../addons/types.ts';
import { enforcingNetworks, kindnet, policyEnforcers } from '../../data/network-policy.ts';
import { isOn, serverWords } from '../../model/control-plane/k3s-args.ts';
import { LIST_NODES } from '../../model/settle.ts';
import type { ClusterFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { few, observed, workloadName } from './objects.ts';

/**
 * Does the network of the cluster act on NetworkPolicies? The API server takes them in any case, so that a policy in a
 * cluster whose network ignores it protects nothing. `false` only when such a network is recognised alone.
 */
export function policyEnforcement(
  addons: readonly AddonFacts[],
  workloads: readonly WorkloadFacts[],
  { distribution }: ClusterFacts,
  nodes: readonly NodeFacts[],
): Known<boolean> {
  const running = addons.filter((addon) => addon.category === 'cni' && addon.workloads.length > 0);
  const enforcing = running.find(({ id }) => enforcingNetworks.includes(id));
  if (enforcing) return known(true, ...enforcing.evidence.slice(0, 1));
  const beside = workloads.find((workload) => containerOf(workload, policyEnforcers));
  if (beside)
    return known(true, observed(workloadName(beside), containerOf(beside, policyEnforcers)?.image ?? ''));
  if (distribution.known && distribution.value.id === 'k3s') return k3sEnforcement(nodes);
  if (distribution.known && distribution.value.id === 'openshift')
    return known(true, {
      witness: 'provider',
      confidence: 'documented',
      source: `${distribution.value.name} documentation`,
      value: 'its network enforces NetworkPolicy',
    });
  const agent = workloads
    .map((workload) => ({ workload, args: containerOf(workload, ['aws-network-policy-agent'])?.args }))
    .find(({ args }) => args?.includes('--enable-network-policy=true'));
  if (agent) return known(true, observed(workloadName(agent.workload), '--enable-network-policy=true'));
  const [only, ...others] = running.filter(({ id }) => id !== 'multus');
  if (only?.id === 'kindnet') return kindnetEnforcement(only);
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

/** k3s has a controller of its own in every server, unless it is told to leave it out. */
function k3sEnforcement(nodes: readonly NodeFacts[]): Known<boolean> {
  const servers = nodes.flatMap(({ name, record }) => {
    const words = serverWords(record, 'k3s');
    return words ? [{ name, words }] : [];
  });
  const off = servers.filter(({ words }) => isOn(words, '--disable-network-policy'));
  const source = (name: string) => `node ${name} (k3s.io/node-args)`;
  if (off.length > 0)
    return known(false, ...few(off, ({ name }) => observed(source(name), '--disable-network-policy')));
  if (servers.length === 0)
    return unknown(
      'k3s enforces policies unless it is told not to, and no server node shows its arguments',
      LIST_NODES,
    );
  return known(
    true,
    ...few(servers, ({ name }) => observed(source(name), 'its policy controller is not switched off')),
  );
}

function kindnetEnforcement({ workloads, evidence }: AddonFacts): Known<boolean> {
  const tag =
    parseImage(workloads.map((workload) => containerOf(workload, ['kindnetd'])?.image ?? '')[0] ?? '').tag ??
    '';
  const date = Number(/^v(\d{8})(?:-|$)/.exec(tag)?.[1]);
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(tag) ?? [];
  const enforces = date >= kindnet.since || Number(major) > 1 || (major === '1' && Number(minor) >= 3);
  if (enforces) return known(true, ...evidence.slice(0, 1));
  if (date <= kindnet.not) return known(false, ...evidence.slice(0, 1));
  return unknown(
    `whether kindnet enforces policies depends on its version, which ${tag === '' ? 'its image does not tell' : `"${tag}" does not tell`}`,
    'look at the version of kindnet',
  );
}
