import { createHash } from 'node:crypto';
import type { LeaseRecord } from '../../snapshot/records/index.ts';

/** A running API server, by the lease that it renews every 10 s (Kubernetes 1.26 and later). */
export interface ApiServerLease {
  lease: string;
  /** Label kubernetes.io/hostname; the lease's name when it is missing. */
  host: string;
  /** `sha256:<hex>` of the lease's name: what the label apiserver_id_hash of its metrics holds. */
  hash: string;
  /** Seconds between the last renewal and the snapshot. */
  ageSeconds: number;
}

/** Renewals come every 10 s; an older lease belongs to a server that is gone and is collected within the hour. */
const FRESH_SECONDS = 60;

/** Leases of API servers that were alive at the time of the snapshot, sorted by host. */
export function apiServerLeases(leases: readonly LeaseRecord[], takenAt: Date): ApiServerLease[] {
  return leases
    .filter((lease) => lease.namespace === 'kube-system' && isApiServerLease(lease))
    .map((lease) => ({
      lease: lease.name,
      host: lease.labels['kubernetes.io/hostname'] ?? lease.name,
      hash: `sha256:${createHash('sha256').update(lease.name).digest('hex')}`,
      ageSeconds: ageSeconds(lease, takenAt),
    }))
    .filter((lease) => lease.ageSeconds <= FRESH_SECONDS)
    .sort((a, b) => (a.host < b.host ? -1 : 1));
}

function isApiServerLease(lease: LeaseRecord): boolean {
  return (
    lease.labels['apiserver.kubernetes.io/identity'] === 'kube-apiserver' ||
    lease.labels['k8s.io/component'] === 'kube-apiserver'
  );
}

/** Who leads, from the lease of the component; `<host>_<uuid>` is cut to the host. */
export function leaderOf(leases: readonly LeaseRecord[], component: string): { host: string; transitions?: number } | undefined {
  const lease = leases.find((candidate) => candidate.namespace === 'kube-system' && candidate.name === component);
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
