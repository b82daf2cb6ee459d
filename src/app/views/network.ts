import { completeIn } from '../../checks/proof.ts';
import type { CheckParts } from '../../checks/define.ts';
import { groupsByNamespace, networkReach, together } from '../../checks/helpers/network-reach.ts';
import type { ClusterModel } from '../../model/parts.ts';
import type { GroupReach, PodGroup, WorkloadFacts } from '../../model/types.ts';
import { onPodNetwork } from '../../model/policies/senders.ts';
import type { ExtentName, NetworkRow, NetworkState, WorkloadNetwork } from '../../result/types.ts';
import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';

/** One row for every namespace with Pods, by name. */
export function networkRows(model: ClusterModel, parts: CheckParts): NetworkRow[] {
  const reach = networkReach(parts);
  const { own: enforced } = reach.enforcement;
  const groups = groupsByNamespace(reach.connections);
  const outcome = model.outcome('networkpolicies');
  return [...parts.pods.byNamespace.keys()].sort().map((namespace) => {
    const pods = parts.pods.byNamespace.get(namespace) ?? [];
    const own = groups.get(namespace) ?? [];
    const onNetwork = pods.filter(onPodNetwork).length;
    const found = completeIn(outcome, namespace) ? own.map((group) => reach.reachOf(group)) : [];
    return {
      namespace,
      enforced: enforced.known ? (enforced.value ? ('yes' as const) : ('no' as const)) : ('unknown' as const),
      pods: onNetwork,
      hostNetworkPods: pods.length - onNetwork,
      policies: policiesOver(own, found),
      ...(found.length > 0 ? statesOf(found) : own.length > 0 ? UNKNOWN : WITHOUT_PODS),
    };
  });
}

/** Returns what policies allow for the Pods of a workload; undefined without Pods on the Pod network. */
export function workloadNetworks(
  model: ClusterModel,
  parts: CheckParts,
): (workload: WorkloadFacts) => WorkloadNetwork | undefined {
  const reach = networkReach(parts);
  const groupOf = new Map(
    reach.connections.groups.flatMap((group) => group.pods.map((pod) => [pod, group] as const)),
  );
  const known = new Map<PodGroup, WorkloadNetwork>();
  const outcome = model.outcome('networkpolicies');
  const ofGroups = (groups: readonly PodGroup[], namespace: string): WorkloadNetwork => {
    if (!completeIn(outcome, namespace)) return { ingress: 'unknown', egress: 'unknown', policies: [] };
    const found = groups.map((group) => reach.reachOf(group));
    const { ingress, egress } = statesOf(found);
    const policies = found.flatMap((one) => [...one.ingressLimited, ...one.egressLimited]);
    return { ingress, egress, policies: [...new Set(policies.map(nameOf))].sort() };
  };
  return ({ namespace, pods }) => {
    const groups = [...new Set(pods.flatMap((pod) => groupOf.get(pod) ?? []))];
    const [only] = groups;
    if (!only) return undefined;
    if (groups.length > 1) return ofGroups(groups, namespace);
    const network = known.get(only) ?? ofGroups(groups, namespace);
    known.set(only, network);
    return network;
  };
}

function nameOf({ kind, namespace, name }: NetworkPolicyRecord): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

type States = Pick<
  NetworkRow,
  | 'ingress'
  | 'egress'
  | 'fromOutside'
  | 'fromOtherNamespaces'
  | 'toInternet'
  | 'toOtherNamespaces'
  | 'toApiServer'
  | 'toMetadata'
  | 'toNodes'
>;

const UNKNOWN: States = {
  ingress: 'unknown',
  egress: 'unknown',
  fromOutside: 'unknown',
  fromOtherNamespaces: 'unknown',
  toInternet: 'unknown',
  toOtherNamespaces: 'unknown',
  toMetadata: 'unknown',
};

const WITHOUT_PODS: States = {
  ingress: 'no-pods',
  egress: 'no-pods',
  fromOutside: 'none',
  fromOtherNamespaces: 'none',
  toInternet: 'none',
  toOtherNamespaces: 'none',
  toMetadata: 'none',
};

function policiesOver(groups: readonly PodGroup[], reaches: readonly GroupReach[]): number {
  if (groups.length === 0) return 0;
  return new Set(reaches.flatMap((reach) => [...reach.ingressLimited, ...reach.egressLimited])).size;
}

function statesOf(reaches: readonly GroupReach[]): States {
  const over = (pick: (reach: GroupReach) => ExtentName | undefined): ExtentName =>
    together(reaches.flatMap((reach) => pick(reach) ?? []));
  const has = (key: 'toApiServer' | 'toNodes'): boolean => reaches.some((reach) => reach[key] !== undefined);
  return {
    ingress: stateOf(reaches.map((one) => [one.fromOtherNamespaces.extent, one.fromOutside.extent])),
    egress: stateOf(reaches.map((one) => [one.toOtherNamespaces.extent, one.toInternet.extent])),
    fromOutside: over(({ fromOutside }) => fromOutside.extent),
    fromOtherNamespaces: over(({ fromOtherNamespaces }) => fromOtherNamespaces.extent),
    toInternet: over(({ toInternet }) => toInternet.extent),
    toOtherNamespaces: over(({ toOtherNamespaces }) => toOtherNamespaces.extent),
    toMetadata: over(({ toMetadata }) => toMetadata.extent),
    ...(has('toApiServer') && { toApiServer: over(({ toApiServer }) => toApiServer?.extent) }),
    ...(has('toNodes') && { toNodes: over(({ toNodes }) => toNodes?.extent) }),
  };
}

/** Pods are open where one of both classes is reachable as a whole. */
function stateOf(groups: readonly (readonly ExtentName[])[]): NetworkState {
  const open = groups.filter((extents) => extents.includes('all')).length;
  if (open === groups.length) return 'open';
  if (open > 0) return 'partly-open';
  return groups.some((extents) => extents.includes('unknown')) ? 'unknown' : 'restricted';
}
