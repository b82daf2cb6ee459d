import type { Connections, Extent, GroupReach, PodGroup, Reach } from '../../model/types.ts';
import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { CheckParts } from '../define.ts';
import { uncertainPolicies } from './acting-policies.ts';
import type { Enforcement } from './policy-enforcement.ts';
import { policyEnforcement } from './policy-enforcement.ts';
import { LOOK_AT_AGENTS, unreachedNodes } from './policy-reach.ts';

type Parts = Pick<
  CheckParts,
  'addons' | 'cluster' | 'nodes' | 'extensions' | 'networkPolicies' | 'connections'
>;

/** What pods may reach, and who may reach them, as the network of the cluster enforces its policies. */
export interface NetworkReach {
  enforcement: Enforcement;
  /** By the policies that are enforced, or may be where that is unknown. */
  connections: Connections;
  /** Policies that the network is not known to enforce. */
  uncertain: ReadonlySet<NetworkPolicyRecord>;
  /** Nodes with Pods and without a ready agent that enforces policies. */
  unreached: readonly string[];
  /** Extents are unknown where they depend on those policies, or on agents of other nodes. Whether any policy is enforced is a question of its own. */
  reachOf: (group: PodGroup) => GroupReach;
}

const known = new WeakMap<CheckParts['connections'], NetworkReach>();

/** Evaluated once for all checks of a run. */
export function networkReach(parts: Parts): NetworkReach {
  const found = known.get(parts.connections) ?? evaluate(parts);
  known.set(parts.connections, found);
  return found;
}

function evaluate(parts: Parts): NetworkReach {
  const { networkPolicies, connections } = parts;
  const enforcement = policyEnforcement(parts);
  const { own, networkPolicies: plain, ignores, only, closed } = enforcement;
  const off = own.known && !own.value;
  const ignored = new Set(
    networkPolicies.policies.filter(
      ({ kind }) => off || ignores.has(kind) || (kind === 'NetworkPolicy' && plain.known && !plain.value),
    ),
  );
  const uncertain = new Set(
    [...uncertainPolicies(networkPolicies.policies, parts)].filter((policy) => !ignored.has(policy)),
  );
  const asEnforced = connections.of(ignored, only);
  const without = uncertain.size > 0 ? connections.of(new Set([...ignored, ...uncertain]), only) : undefined;
  const pods = off ? [] : asEnforced.groups.flatMap((group) => group.pods);
  const unreached = new Set(unreachedNodes(enforcement.agents, parts.nodes, pods));
  return {
    enforcement,
    connections: asEnforced,
    uncertain,
    unreached: [...unreached],
    reachOf: (group) => {
      const reach = closed ? closedReach(asEnforced.reachOf(group)) : asEnforced.reachOf(group);
      const twin = without && twinOf(group, without);
      const merged = twin ? mergedReach(reach, without.reachOf(twin)) : reach;
      const away = unreached.size > 0 && group.pods.some(({ node = '' }) => unreached.has(node));
      return away ? mapReach(merged, unlimited) : merged;
    },
  };
}

/** No agent denies what policies do not allow. */
function unlimited(reach: Reach): Reach {
  return reach.extent === 'all' ? reach : { ...reach, extent: 'unknown' };
}

/** The same pods in the other evaluation. */
function twinOf({ pods: [pod] }: PodGroup, connections: Connections): PodGroup | undefined {
  return pod && connections.endOf(pod)?.group;
}

const CLOSED: Reach = { extent: 'none', by: [] };

const INGRESS = ['fromOutside', 'fromOtherNamespaces', 'fromOwnNamespace'] as const;
const EGRESS = ['toInternet', 'toOtherNamespaces', 'toOwnNamespace', 'toMetadata', 'toDns'] as const;
/** Absent where the addresses are not known. */
const MAY_BE_ABSENT = ['toApiServer', 'toNodes'] as const;
type Way = (typeof INGRESS | typeof EGRESS | typeof MAY_BE_ABSENT)[number];

/** Each way of a reach, changed by a function of it and of its name. */
function mapReach(reach: GroupReach, change: (one: Reach, way: Way) => Reach): GroupReach {
  const changed = { ...reach };
  for (const way of [...INGRESS, ...EGRESS]) changed[way] = change(reach[way], way);
  for (const way of MAY_BE_ABSENT) {
    const one = reach[way];
    if (one) changed[way] = change(one, way);
  }
  return changed;
}

/** The network refuses what no policy admits, also for pods that no policy selects. */
function closedReach(reach: GroupReach): GroupReach {
  const limited = { in: reach.ingressLimited.length > 0, out: reach.egressLimited.length > 0 };
  return mapReach(reach, (one, way) =>
    (INGRESS.some((name) => name === way) ? limited.in : limited.out) ? one : CLOSED,
  );
}

function mergedReach(one: GroupReach, other: GroupReach): GroupReach {
  return mapReach(one, (a, way) => {
    const b = other[way];
    return b
      ? { extent: a.extent === b.extent ? a.extent : 'unknown', by: [...new Set([...a.by, ...b.by])] }
      : a;
  });
}

/** What a review of policies requires in addition, where agents are missing. */
export function agentsOrNone({ unreached }: NetworkReach): (typeof LOOK_AT_AGENTS)[] {
  return unreached.length > 0 ? [LOOK_AT_AGENTS] : [];
}

/** The extent for several groups together. */
export function together(extents: readonly Extent[]): Extent {
  const [first] = extents;
  if (first === undefined) return 'none';
  if (extents.every((extent) => extent === first)) return first;
  return extents.includes('all') || extents.includes('some') ? 'some' : 'unknown';
}

/** The groups with pods of these namespaces, by namespace. */
export function groupsByNamespace({ groups }: Pick<Connections, 'groups'>): Map<string, PodGroup[]> {
  const found = new Map<string, PodGroup[]>();
  for (const group of groups) {
    const own = found.get(group.namespace);
    if (own) own.push(group);
    else found.set(group.namespace, [group]);
  }
  return found;
}
