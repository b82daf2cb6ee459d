import { createHash } from 'node:crypto';
import type { LeaseRecord } from '../../snapshot/records/index.ts';

/** A running API server, by the lease that it renews every 10 s (Kubernetes 1.26 and later). */
export interface ApiServerLease {
  lease: string;
  /** Label kubernetes.io/hostname; the lease's name when it is missing. */
  host: string;
  /** Address that the server announces to its peers (annotation, 1.36 and later), without port. */
  address?: string;
  /** `sha256:<hex>` of the lease's name: what the label apiserver_id_hash of its metrics holds. */
  hash: string;
  /** Seconds between the last renewal and the snapshot. */
  ageSeconds: number;
}

/** Renewals come every 10 s; an older lease belongs to a server that is gone and is collected within the hour. */
const FRESH_SECONDS = 60;

/** Leases of API servers that were alive at the time of the snapshot, sorted by host. */
export function apiServerLeases(leases: readonly LeaseRecord[], takenAt: Date): ApiServerLease[] {
  return (
    leases
      .filter((lease) => lease.namespace === 'kube-system' && isApiServerLease(lease))
      .map((lease) => ({
        lease: lease.name,
        host: lease.labels['kubernetes.io/hostname'] ?? lease.name,
        ...peerAddress(lease),
        hash: `sha256:${createHash('sha256').update(lease.name).digest('hex')}`,
        ageSeconds: ageSeconds(lease, takenAt),
      }))
      .filter((lease) => lease.ageSeconds <= FRESH_SECONDS)
      // A restarted server takes a new name; its old lease stays fresh for a minute and announces the same address.
      .sort((a, b) => a.ageSeconds - b.ageSeconds)
      .filter(
        (lease, index, all) =>
          !lease.address || all.findIndex(({ address }) => address === lease.address) === index,
      )
      .sort((a, b) => (`${a.host}/${a.lease}` < `${b.host}/${b.lease}` ? -1 : 1))
  );
}

function peerAddress(lease: LeaseRecord): { address?: string } {
  const announced = lease.annotations['kubernetes.io/peer-advertise-address'];
  const address = announced?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return address ? { address } : {};
}

/** What a lease can be matched with: an instance that a kubelet runs. */
export interface Located {
  name: string;
  node?: string;
  hostIP?: string;
}

/**
 * Names the instance behind each lease: by announced address, by host name, by the short host name; a single leftover on
 * both sides belongs together. A lease that matches nothing keeps its host name (or its own, where hosts share one).
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

function isApiServerLease(lease: LeaseRecord): boolean {
  return (
    lease.labels['apiserver.kubernetes.io/identity'] === 'kube-apiserver' ||
    lease.labels['k8s.io/component'] === 'kube-apiserver'
  );
}

/** Who leads, from the lease of the component; `<host>_<uuid>` is cut to the host. */
export function leaderOf(
  leases: readonly LeaseRecord[],
  component: string,
): { host: string; transitions?: number } | undefined {
  const lease = leases.find(
    (candidate) => candidate.namespace === 'kube-system' && candidate.name === component,
  );
  if (!lease?.holder) return undefined;
  return {
    host: lease.holder.replace(/_[^_]*$/, ''),
    ...(lease.transitions !== undefined && { transitions: lease.transitions }),
  };
}

export function ageSeconds(lease: LeaseRecord, takenAt: Date): number {
  const renewed = lease.renewTime ? Date.parse(lease.renewTime) : Number.NaN;
  return Number.isNaN(renewed) ? Number.POSITIVE_INFINITY : Math.max(0, (takenAt.getTime() - renewed) / 1000);
}
