import {
  announcedAddress,
  identityHash,
  leaseClock,
  liveApiServerLeases,
  secondsBehind,
} from '../../../snapshot/leases.ts';
import type { LeaseRecord } from '../../../snapshot/records/index.ts';
import type { LeaderFacts } from '../../types.ts';

/** A running API server, by the lease that it renews every 10 s (Kubernetes 1.26 and later). */
export interface ApiServerLease {
  lease: string;
  /** Label kubernetes.io/hostname; the lease's name when it is missing. */
  host: string;
  /** Address that the server publishes for its peers (annotation, 1.36 and later), without port. */
  address?: string;
  /** `sha256:<hex>` of the lease's name: the value of the label apiserver_id_hash of its metrics. */
  hash: string;
}

/** Leases of live API servers, sorted by host. */
export function apiServerLeases(leases: readonly LeaseRecord[]): ApiServerLease[] {
  return liveApiServerLeases(leases)
    .map((lease) => {
      const address = announcedAddress(lease);
      return {
        lease: lease.name,
        host: lease.labels['kubernetes.io/hostname'] ?? lease.name,
        ...(address && { address }),
        hash: identityHash(lease),
      };
    })
    .sort((a, b) => (`${a.host}/${a.lease}` < `${b.host}/${b.lease}` ? -1 : 1));
}

/** An instance that a kubelet runs, which a lease can be matched with. */
export interface Located {
  name: string;
  node?: string;
  hostIP?: string;
}

/**
 * Names the instance of each lease: by published address, by host name, by the short host name; a single remaining one on both
 * sides matches. A lease without a match keeps its host name (or its own, where hosts share one).
 */
export function nameLeases(
  leases: readonly ApiServerLease[],
  pods: readonly Located[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const free = new Set(pods);
  const take = (lease: ApiServerLease, fits: (pod: Located) => boolean) => {
    if (names.has(lease.lease)) return;
    const found = [...free].filter(fits);
    if (found.length !== 1 || !found[0]) return;
    names.set(lease.lease, found[0].name);
    free.delete(found[0]);
  };
  const short = (host: string) => host.toLowerCase().split('.', 1)[0] ?? host;
  for (const lease of leases)
    take(lease, (pod) => lease.address !== undefined && pod.hostIP === lease.address);
  for (const lease of leases) take(lease, (pod) => (pod.node ?? pod.name) === lease.host);
  for (const lease of leases) take(lease, (pod) => short(pod.node ?? pod.name) === short(lease.host));
  const left = leases.filter(({ lease }) => !names.has(lease));
  if (left.length === 1 && free.size === 1 && left[0]) take(left[0], () => true);
  for (const { lease, host } of left) {
    if (names.has(lease)) continue;
    const shared = leases.some((other) => other.lease !== lease && other.host === host);
    names.set(lease, shared ? lease : host);
  }
  return names;
}

/** The leader, from the lease of the component; `<host>_<uuid>` is shortened to the host. */
export function leaderOf(leases: readonly LeaseRecord[], component: string): LeaderFacts | undefined {
  const lease = leases.find(
    (candidate) => candidate.namespace === 'kube-system' && candidate.name === component,
  );
  if (!lease?.holder) return undefined;
  const clock = leaseClock(leases);
  return {
    host: lease.holder.replace(/_[^_]*$/, ''),
    idleSeconds: clock === undefined ? 0 : secondsBehind(lease, clock),
    ...(lease.transitions !== undefined && { transitions: lease.transitions }),
    ...(lease.created && { created: lease.created }),
  };
}
