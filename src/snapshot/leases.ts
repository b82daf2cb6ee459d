/**
 * Data from leases: which API servers are alive, and the time in the cluster. Collectors count servers by them and the model
 * evaluates them; both have to agree, so both use this file.
 */
import { createHash } from 'node:crypto';
import type { LeaseRecord } from './records/index.ts';

/** Leases are renewed every 10 s; one that is a minute behind belongs to a server that is gone. */
const FRESH_SECONDS = 60;

/** Leases that programs of the control plane renew, in addition to the identity leases. */
const LEADERS = new Set(['kube-controller-manager', 'kube-scheduler', 'cloud-controller-manager']);

/**
 * The newest renewal: the only clock that leases can be compared with. The clock of the host that took the snapshot may be
 * minutes off, and dead servers would then look alive, or live ones dead. Renewals of the control plane take precedence:
 * they come from few, well-maintained clocks, while one node with a fast clock would make all others look expired.
 */
export function leaseClock(leases: readonly LeaseRecord[]): number | undefined {
  const own = leases.filter(
    (lease) => lease.namespace === 'kube-system' && (isIdentity(lease) || LEADERS.has(lease.name)),
  );
  return newest(own) ?? newest(leases);
}

/** Seconds between the renewal of a lease and `clock`; infinite when it was never renewed. */
export function secondsBehind(lease: LeaseRecord, clock: number): number {
  const renewed = Date.parse(lease.renewTime ?? '');
  return Number.isNaN(renewed) ? Number.POSITIVE_INFINITY : Math.max(0, (clock - renewed) / 1000);
}

/** Identity leases of live API servers (Kubernetes 1.26 and later), the newest renewal first. */
export function liveApiServerLeases(leases: readonly LeaseRecord[]): LeaseRecord[] {
  const clock = leaseClock(leases);
  if (clock === undefined) return [];
  const fresh = leases
    .filter((lease) => lease.namespace === 'kube-system' && isIdentity(lease))
    .map((lease) => ({ lease, age: secondsBehind(lease, clock) }))
    .filter(({ age }) => age <= FRESH_SECONDS)
    .sort((a, b) => a.age - b.age || (a.lease.name < b.lease.name ? -1 : 1))
    .map(({ lease }) => lease);
  // A restarted server gets a new name; its old lease stays fresh for a minute and contains the same address.
  return fresh.filter((lease, index) => {
    const address = announcedAddress(lease);
    return address === undefined || fresh.findIndex((other) => announcedAddress(other) === address) === index;
  });
}

/** Address that the server publishes to its peers (annotation, 1.36 and later), without port and brackets. */
export function announcedAddress({ annotations }: LeaseRecord): string | undefined {
  const announced = annotations['kubernetes.io/peer-advertise-address'];
  return announced?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') || undefined;
}

/** The value of the label apiserver_id_hash in a server's metrics: the hash of its lease's name. */
export function identityHash({ name }: LeaseRecord): string {
  return `sha256:${createHash('sha256').update(name).digest('hex')}`;
}

function isIdentity({ labels }: LeaseRecord): boolean {
  return (
    labels['apiserver.kubernetes.io/identity'] === 'kube-apiserver' ||
    labels['k8s.io/component'] === 'kube-apiserver'
  );
}

function newest(leases: readonly LeaseRecord[]): number | undefined {
  let latest: number | undefined;
  for (const { renewTime } of leases) {
    const renewed = Date.parse(renewTime ?? '');
    if (!Number.isNaN(renewed) && (latest === undefined || renewed > latest)) latest = renewed;
  }
  return latest;
}
