import type { Connections, Extent, GroupReach, PodGroup, Reach } from '../../model/types.ts';
import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { CheckParts } from '../define.ts';
import { uncertainPolicies } from './acting-policies.ts';
import type { Enforcement } from './policy-enforcement.ts';
import { policyEnforcement } from './policy-enforcement.ts';

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
  /** Extents are unknown where they depend on those policies. Whether any policy is enforced is a question of its own. */
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
  return {
    enforcement,
    connections: asEnforced,
    uncertain,
    reachOf: (group) => {
      const reach = closed ? closedReach(asEnforced.reachOf(group)) : asEnforced.reachOf(group);
      const twin = without && twinOf(group, without);
      return twin ? mergedReach(reach, without.reachOf(twin)) : reach;
    },
  };
}

/** The same pods in the other evaluation. */
function twinOf({ pods: [pod] }: PodGroup, connections: Connections): PodGroup | undefined {
  return pod && connections.endOf(pod)?.group;
}

const CLOSED: Reach = { extent: 'none', by: [] };

/** The network refuses what no policy admits, also for pods that no policy selects. */
function closedReach(reach: GroupReach): GroupReach {
  const ingress = reach.ingressLimited.length === 0;
  const egress = reach.egressLimited.length === 0;
  return {
    ...reach,
    ...(ingress && { fromOutside: CLOSED, fromOtherNamespaces: CLOSED, fromOwnNamespace: CLOSED }),
    ...(egress && {
      toInternet: CLOSED,
      toOtherNamespaces: CLOSED,
      toOwnNamespace: CLOSED,
      toMetadata: CLOSED,
      toDns: CLOSED,
      ...(reach.toApiServer && { toApiServer: CLOSED }),
      ...(reach.toNodes && { toNodes: CLOSED }),
    }),
  };
}

function mergedReach(one: GroupReach, other: GroupReach): GroupReach {
  const merged = (a: Reach, b: Reach): Reach => ({
    extent: a.extent === b.extent ? a.extent : 'unknown',
    by: [...new Set([...a.by, ...b.by])],
  });
  return {
    ingressLimited: one.ingressLimited,
    egressLimited: one.egressLimited,
    fromOutside: merged(one.fromOutside, other.fromOutside),
    fromOtherNamespaces: merged(one.fromOtherNamespaces, other.fromOtherNamespaces),
    fromOwnNamespace: merged(one.fromOwnNamespace, other.fromOwnNamespace),
    toInternet: merged(one.toInternet, other.toInternet),
    toOtherNamespaces: merged(one.toOtherNamespaces, other.toOtherNamespaces),
    toOwnNamespace: merged(one.toOwnNamespace, other.toOwnNamespace),
    toMetadata: merged(one.toMetadata, other.toMetadata),
    toDns: merged(one.toDns, other.toDns),
    ...(one.toApiServer && other.toApiServer && { toApiServer: merged(one.toApiServer, other.toApiServer) }),
    ...(one.toNodes && other.toNodes && { toNodes: merged(one.toNodes, other.toNodes) }),
  };
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
