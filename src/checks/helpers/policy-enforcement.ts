import { containerOf, parseImage } from '../../addons/images.ts';
import type { AddonFacts } from '../../addons/types.ts';
import type { ClusterFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { few, observed, workloadName } from './objects.ts';

/** Networks that enforce NetworkPolicy as they are installed by default, by the ids of the add-on catalogue. */
const ENFORCING = ['calico', 'cilium', 'antrea', 'weave-net'];

/** Programs that enforce it beside or inside another network. */
const ENFORCERS = [
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
 * kindnet reads NetworkPolicies since kind 0.24, whose image is v20240813; the one of kind 0.23 (v20240513) does not. Under its
 * own version numbers since 1.3 (https://github.com/kubernetes-sigs/kind/issues/842, https://github.com/aojea/kindnet).
 */
const KINDNET = { since: 20240813, not: 20240513 };

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
  const enforcing = running.find(({ id }) => ENFORCING.includes(id));
  if (enforcing) return known(true, ...enforcing.evidence.slice(0, 1));
  const beside = workloads.find((workload) => containerOf(workload, ENFORCERS));
  if (beside) return known(true, observed(workloadName(beside), containerOf(beside, ENFORCERS)?.image ?? ''));
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
    const args = argsOf(record.annotations['k3s.io/node-args']);
    return args?.[0] === 'server' ? [{ name, args }] : [];
  });
  const off = servers.filter(({ args }) => isSwitchedOff(args));
  const source = (name: string) => `node ${name} (k3s.io/node-args)`;
  if (off.length > 0)
    return known(false, ...few(off, ({ name }) => observed(source(name), '--disable-network-policy')));
  if (servers.length === 0)
    return unknown(
      'k3s enforces policies unless it is told not to, and no server node shows its arguments',
      'list nodes',
    );
  return known(
    true,
    ...few(servers, ({ name }) => observed(source(name), 'its policy controller is not switched off')),
  );
}

function argsOf(annotation: string | undefined): readonly string[] | undefined {
  try {
    const args: unknown = JSON.parse(annotation ?? '');
    return Array.isArray(args) ? args.map(String) : undefined;
  } catch {
    return undefined;
  }
}

/** `--disable-network-policy`, with its value behind it or as the next argument. The last one counts. */
function isSwitchedOff(args: readonly string[]): boolean {
  const at = args.findLastIndex((arg) => /^--disable-network-policy(?:=|$)/.test(arg));
  if (at < 0) return false;
  const value = args[at]?.split('=')[1] ?? args[at + 1];
  return value !== 'false';
}

function kindnetEnforcement({ workloads, evidence }: AddonFacts): Known<boolean> {
  const tag =
    parseImage(workloads.map((workload) => containerOf(workload, ['kindnetd'])?.image ?? '')[0] ?? '').tag ??
    '';
  const date = Number(/^v(\d{8})(?:-|$)/.exec(tag)?.[1]);
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(tag) ?? [];
  const enforces = date >= KINDNET.since || Number(major) > 1 || (major === '1' && Number(minor) >= 3);
  if (enforces) return known(true, ...evidence.slice(0, 1));
  if (date <= KINDNET.not) return known(false, ...evidence.slice(0, 1));
  return unknown(
    `whether kindnet enforces policies depends on its version, which ${tag === '' ? 'its image does not tell' : `"${tag}" does not tell`}`,
    'look at the version of kindnet',
  );
}
