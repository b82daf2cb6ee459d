import { onPodNetwork } from '../../model/policies/senders.ts';
import type { GroupReach, PodGroup } from '../../model/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import type { NetworkReach } from './network-reach.ts';
import { groupsByNamespace } from './network-reach.ts';

/** The pods of an application namespace and their reach. */
export interface ReachedNamespace {
  name: string;
  reaches: readonly { group: PodGroup; reach: GroupReach }[];
  /** Pods on the pod network. */
  pods: number;
}

export interface ReachedNamespaces {
  applications: readonly ReachedNamespace[];
  /** Whether they are of an add-on is unknown: why, and what is required. */
  unclear: readonly { name: string; reason: string; requires: readonly Requirement[] }[];
}

type Requirement = Extract<
  ReturnType<CheckParts['trust']['isProductNamespace']>,
  { known: false }
>['requires'][number];

/** Namespaces with pods on the pod network that are neither the distribution's nor an add-on's; those that are ending are left out. */
export function reachedNamespaces(
  reach: NetworkReach,
  { pods, namespaces, trust }: Pick<CheckParts, 'pods' | 'namespaces' | 'trust'>,
): ReachedNamespaces {
  const ending = new Set(
    namespaces.filter(({ record }) => record.phase === 'Terminating').map(({ name }) => name),
  );
  const groups = groupsByNamespace(reach.connections);
  const applications: ReachedNamespace[] = [];
  const unclear: ReachedNamespaces['unclear'][number][] = [];
  for (const name of [...groups.keys()].filter((one) => !ending.has(one)).sort()) {
    const products = trust.isProductNamespace(name);
    if (!products.known) unclear.push({ name, reason: products.reason, requires: products.requires });
    else if (!products.value)
      applications.push({
        name,
        reaches: (groups.get(name) ?? []).map((group) => ({ group, reach: reach.reachOf(group) })),
        pods: (pods.byNamespace.get(name) ?? []).filter(onPodNetwork).length,
      });
  }
  return { applications, unclear };
}

/** Namespaces that may be of an add-on: one verdict each. */
export function* ofUnclearOwner({ unclear }: Pick<ReachedNamespaces, 'unclear'>): Iterable<Finding> {
  for (const { name, reason, requires } of unclear)
    yield { verdict: 'unknown', at: { kind: 'Namespace', name }, message: reason, requires };
}
