import type { Evidence, Known, UnknownReason } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import type { CollectorId, Snapshot } from '../../../snapshot/types.ts';
import { LIST_LEASES } from '../../requirements.ts';
import type { K3sInstance } from '../sources/k3s.ts';
import type { ApiServerLease } from '../sources/leases.ts';
import { ownAddresses } from '../endpoint/kubernetes-service.ts';
import type { StaticInstance } from '../sources/static-pods.ts';

/** Objects that identify API servers. */
export interface SeenServers {
  leases: readonly ApiServerLease[];
  /** Lease -> name of the instance behind it. */
  names: ReadonlyMap<string, string>;
  pods: readonly StaticInstance[];
  k3s: readonly K3sInstance[];
  /** Servers of k3s without a pod. */
  bare: readonly K3sInstance[];
}

/** Whether this list is complete. */
export function complete({ outcomes }: Snapshot, id: CollectorId): boolean {
  return outcomes.get(id)?.status === 'ok';
}

/** Whether a complete list identifies the servers. */
export function isCounted(snapshot: Snapshot, { leases, pods, k3s }: SeenServers): boolean {
  return (
    (leases.length > 0 && complete(snapshot, 'leases')) ||
    (pods.length > 0 && complete(snapshot, 'pods')) ||
    (k3s.length > 0 && complete(snapshot, 'nodes'))
  );
}

/**
 * The number of running servers. Only a live server renews its lease; a pod may belong to a server that is down. Ready pods in excess of
 * leases are servers without one. The count from incomplete lists is a lower bound. `missing`: endpoints of the Service kubernetes that are
 * in no list.
 */
export function countServers(
  seen: SeenServers,
  snapshot: Snapshot,
  whyUnknown: UnknownReason,
  missing: readonly string[],
): Known<number> {
  const { leases, pods, k3s, bare } = seen;
  const lists = {
    leases: leases.map(({ lease }) =>
      counts('lease', `lease kube-system/${lease}`, 'renewed within the last minute'),
    ),
    pods: pods.map(({ location }) => counts('pod', location, 'static Pod')),
    nodes: k3s.map(({ name }) => counts('node-annotation', `node ${name}`, 'runs an API server')),
  };
  if (missing.length > 0 && isCounted(snapshot, seen)) return notInLists(missing, whyUnknown);
  if (lists.leases.length > 0 && complete(snapshot, 'leases')) {
    const running = pods.filter(isAtWork);
    return running.length > leases.length
      ? known(
          running.length,
          ...running.map(({ location }) => counts('pod', location, 'static Pod, ready')),
          ...lists.leases,
        )
      : known(leases.length, ...lists.leases);
  }
  // A lease and a pod that could not be matched may be one server under two names.
  const manifests = pods.filter(({ manifest }) => manifest);
  if (manifests.length > 0 && manifests.length === pods.length && leases.length + bare.length === 0)
    return unknown(MANIFESTS, LIST_LEASES, ...whyUnknown.requires);
  const total = Math.max(leases.length, new Set([...pods, ...bare].map(({ name }) => name)).size);
  for (const id of ['pods', 'nodes'] as const)
    if (lists[id].length > 0 && complete(snapshot, id)) return known(total, ...lists[id]);
  const addresses = ownAddresses(snapshot).length;
  const requires = [LIST_LEASES, ...whyUnknown.requires];
  if (total >= addresses && total > 0)
    return unknown(
      `${total} ${total === 1 ? 'API server' : 'API servers'} observed, which is a lower bound: no list of them is complete`,
      ...requires,
    );
  const hint =
    addresses > 0
      ? `; the kubernetes Service has ${addresses} ${addresses === 1 ? 'address' : 'addresses'}, which is a lower bound`
      : '';
  return unknown(`${whyUnknown.reason}${hint}`, ...requires);
}

/** A kubelet reports it ready; where the gate APIServerIdentity is off, such a server has no lease. */
function isAtWork({ ready, manifest, sources }: StaticInstance): boolean {
  return ready === true && !manifest && sources.some(({ inferred }) => !inferred);
}

function notInLists(missing: readonly string[], whyUnknown: UnknownReason): Known<number> {
  const some = missing.length === 1 ? 'an address of an API server' : 'addresses of API servers';
  return unknown(
    `behind the Service kubernetes ${missing.length === 1 ? 'is' : 'are'} ${some} without a Lease or a Pod: ${missing.slice(0, 3).join(', ')}`,
    ...whyUnknown.requires,
  );
}

/** The reason where only files of hosts identify a program. */
export const MANIFESTS =
  'static Pod manifests of a host define what runs there, but not how many hosts exist or whether they are running';

function counts(source: Evidence['source'], location: string, value: string): Evidence {
  return { source, confidence: 'observed', location, value };
}
