import { command, document, onNode, see, onControlPlaneHost } from '../../shared/requirement.ts';
import { containerOf } from '../../addons/images.ts';
import { isRunning } from '../../addons/origin.ts';
import type { AddonFacts } from '../../addons/types.ts';
import { besideAnyNetwork, enforcingNetworks, kindnet } from '../../data/network-policy.ts';
import { systemNamespaces } from '../../data/system-namespaces.ts';
import { isOn, serverWords } from '../../model/control-plane/sources/k3s-args.ts';
import { LIST_NODES } from '../../model/requirements.ts';
import type { CiliumIdentities, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { parseImage } from '../../shared/image.ts';
import type { CheckParts } from '../define.ts';
import { few, observed, workloadName } from './objects.ts';
import type { PolicySwitches } from './policy-switches.ts';
import { agentsOf, AWS_WITHOUT_AGENT, switchesOf } from './policy-switches.ts';

/** Whether the network enforces policies, and with which agents. */
export interface Enforcement extends PolicySwitches {
  /** The workloads that filter packets, each on its own nodes; empty where the kubelet's own process or a provider does. */
  agents: readonly WorkloadFacts[];
  /** Cilium is the network, and no other one runs in the cluster. */
  only?: CiliumIdentities;
}

type Parts = Pick<CheckParts, 'addons' | 'cluster' | 'nodes' | 'extensions'>;

/**
 * Whether the network of the cluster enforces policies. The API server accepts them in any case, so a policy in a cluster whose network
 * ignores it protects nothing. A network enforces them if its agents run, an administrator installed it and enforcement is not disabled: a
 * similar workload in a tenant's namespace filters no packet. `false` only when a network without enforcement is the only one recognized,
 * for which its usual namespace is enough, or when enforcement is visibly disabled.
 */
export function policyEnforcement(parts: Parts): Enforcement {
  const { addons } = parts;
  const ignoring = addons.flatMap((addon) => {
    const other = addon.category === 'cni' && !enforcingNetworks.includes(addon.id);
    const own = other && !companions.includes(addon.id) ? inItsPlace(addon) : [];
    return own.length > 0 ? [{ ...addon, workloads: own }] : [];
  });
  const running = addons
    .filter(({ id }) => id === AWS || enforcingNetworks.includes(id))
    .map((addon) => ({ addon, agents: agentsOf(addon).filter(isRunning) }))
    .filter(({ agents }) => agents.length > 0)
    .map((found) => ({ ...found, ...switchesOf(found.addon, found.agents, parts) }));
  const on = running.filter(({ own }) => isTrue(own));
  const best = on.find(({ networkPolicies }) => isTrue(networkPolicies)) ?? on[0];
  if (best) {
    const other = otherActiveOf(best.addon, ignoring);
    if (other) return without(other);
    return {
      ...best,
      agents: on.flatMap(({ agents }) => agents),
      ...(best.identities &&
        running.every(({ addon }) => addon.id === 'cilium') && { only: best.identities }),
    };
  }
  const unsure = running.find(({ own }) => !own.known);
  return unsure ?? without(otherwise(parts, ignoring, running[0]));
}

const AWS = 'aws-vpc-cni';

function isTrue(one: Known<boolean>): boolean {
  return one.known && one.value;
}

function without(acts: Known<boolean>): Enforcement {
  return { networkPolicies: acts, own: acts, ignores: new Map(), closed: false, agents: [] };
}

/** No agent of a network with enforcement runs and is enabled; `off`: one exists, and enforcement is disabled. */
function otherwise(
  { addons, cluster: { distribution }, nodes }: Parts,
  ignoring: readonly AddonFacts[],
  off: (PolicySwitches & { addon: AddonFacts }) | undefined,
): Known<boolean> {
  const enforcing = addons.filter(({ id }) => enforcingNetworks.includes(id));
  const [uncertainty] = enforcing.flatMap(({ uncertain }) => uncertain);
  if (uncertainty) return unknown(uncertainty.reason, ...uncertainty.requires);
  const [only, ...rest] = ignoring;
  if (distribution.known && distribution.value.id === 'k3s' && !only) {
    const own = k3sEnforcement(nodes);
    if (!off) return own;
    if (!own.known || own.value)
      return unknown(
        `${off.addon.name} is configured to ignore policies; unknown whether k3s enforces them instead`,
        onControlPlaneHost('review the arguments of k3s'),
      );
  }
  if (!off && distribution.known && distribution.value.id === 'openshift')
    return known(true, {
      source: 'provider',
      confidence: 'documented',
      location: `${distribution.value.name} documentation`,
      value: 'its CNI plugin enforces NetworkPolicy',
    });
  const idle = enforcing.find((addon) => addon.trusted.length > 0 && !agentsOf(addon).some(isRunning));
  if (idle) return idleEnforcement(idle);
  if (off) return off.own;
  if (only && rest.length === 0) return byIgnoring(only) ?? NOT_RECOGNIZED;
  return !only && addons.some(({ id, trusted }) => id === AWS && trusted.length > 0)
    ? AWS_WITHOUT_AGENT
    : NOT_RECOGNIZED;
}

/**
 * In Weave Net, a separate container next to the one that connects the pods enforces policies: without it the network runs and ignores
 * policies.
 */
function idleEnforcement(addon: AddonFacts): Known<boolean> {
  const connecting = addon.trusted.find(isRunning);
  if (addon.id === 'weave-net' && connecting && agentsOf(addon).length === 0)
    return known(false, observed(workloadName(connecting), 'no weave-npc container'));
  return unknown(
    `${addon.name} is installed, but no Pod of its policy agent is ready`,
    command('kubectl get pods -A', { after: `, and look at those of ${addon.name}` }),
  );
}

const NOT_RECOGNIZED = unknown(
  'no CNI plugin with NetworkPolicy enforcement recognized',
  document('review the CNI plugin documentation'),
);

/** They attach additional interfaces, or leave policies to other networks by design. */
const companions: readonly string[] = ['multus', 'aws-vpc-cni', 'azure-cni'];

/** Workloads that an administrator installed, or may have, or that are in their usual namespace. */
function inItsPlace({ workloads, trusted, uncertain }: AddonFacts): readonly WorkloadFacts[] {
  const places = new Set([...trusted, ...uncertain.map(({ workload }) => workload)]);
  return workloads.filter((workload) => places.has(workload) || systemNamespaces.has(workload.namespace));
}

/** One DaemonSet with both is one network (Canal: Flannel routes the packets, Calico filters them). */
function otherActiveOf(running: AddonFacts, ignoring: readonly AddonFacts[]): Known<boolean> | undefined {
  if (besideAnyNetwork.includes(running.id)) return undefined;
  const other = ignoring.find(({ workloads }) =>
    workloads.some((workload) => !running.workloads.includes(workload)),
  );
  return (
    other &&
    unknown(
      `both ${running.name} and ${other.name} are installed; unknown which one is the active CNI plugin`,
      onNode('review /etc/cni/net.d on a node'),
    )
  );
}

function byIgnoring(addon: AddonFacts): Known<boolean> | undefined {
  if (addon.id === 'kindnet') return kindnetEnforcement(addon);
  return addon.id === 'flannel' ? known(false, evidenceOf(addon, addon.workloads)) : undefined;
}

function evidenceOf({ name, evidence }: AddonFacts, workloads: readonly WorkloadFacts[]): Evidence {
  const names = workloads.map(workloadName);
  return evidence.find(({ location }) => names.includes(location)) ?? observed(names[0] ?? 'pods', name);
}

/** k3s has its own controller in every server, unless it is disabled. */
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
    return unknown('k3s enforces policies by default, but no server node reports its arguments', LIST_NODES);
  return known(
    true,
    ...few(servers, ({ name }) => observed(source(name), 'its policy controller is not disabled')),
  );
}

function kindnetEnforcement({ workloads, trusted, evidence }: AddonFacts): Known<boolean> {
  const tag =
    parseImage(workloads.map((workload) => containerOf(workload, ['kindnetd'])?.image ?? '')[0] ?? '').tag ??
    '';
  const date = Number(/^v(\d{8})(?:-|$)/.exec(tag)?.[1]);
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(tag) ?? [];
  const enforces = date >= kindnet.since || Number(major) > 1 || (major === '1' && Number(minor) >= 3);
  if (enforces)
    return trusted.some(isRunning)
      ? known(true, ...evidence.slice(0, 1))
      : unknown(
          'kindnet is installed, but none of its Pods is ready',
          command('kubectl get pods -n kube-system'),
        );
  if (date <= kindnet.not) return known(false, ...evidence.slice(0, 1));
  return unknown(
    `enforcement by kindnet depends on its version: ${tag === '' ? 'its image has no tag' : `tag "${tag}" is not a version`}`,
    see('review the version of kindnet'),
  );
}
