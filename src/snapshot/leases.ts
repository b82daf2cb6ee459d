/**
 * What leases tell: which API servers live, and what time it is in the cluster. Collectors count servers by them and the
 * model judges by them; both must agree, so both ask here.
 */
import { createHash } from 'node:crypto';
import type { LeaseRecord } from './records/index.ts';

/** Renewals come every 10 s; what is a minute behind belongs to a server that is gone. */
const FRESH_SECONDS = 60;

/** Leases that programs of the control plane renew, beside the identity leases. */
const LEADERS = new Set(['kube-controller-manager', 'kube-scheduler', 'cloud-controller-manager']);

/**
 * The newest renewal: the only clock that leases can be compared with. The clock of the machine that took the snapshot may
 * be minutes off, which makes the dead live or the living dead. Renewals of the control plane come first: they are
 * written by few, well-kept clocks, while one node with a fast clock would make all others look silent.
 */
export function leaseClock(leases: readonly LeaseRecord[]): number | undefined {
  const own = leases.filter(
    (lease) => lease.namespace === 'kube-system' && (isIdentity(lease) || LEADERS.has(lease.name)),
  );
  return newest(own) ?? newest(leases);
}

/** How long before `clock` a lease was renewed; infinite when it never was. */
export function secondsBehind(lease: LeaseRecord, clock: number): number {
  const renewed = Date.parse(lease.renewTime ?? '');
  return Number.isNaN(renewed) ? Number.POSITIVE_INFINITY : Math.max(0, (clock - renewed) / 1000);
}

/** Identity leases of API servers that are alive (Kubernetes 1.26 and later), the newest renewal first. */
export function liveApiServerLeases(leases: readonly LeaseRecord[]): LeaseRecord[] {
  const clock = leaseClock(leases);
  if (clock === undefined) return [];
  const fresh = leases
    .filter((lease) => lease.namespace === 'kube-system' && isIdentity(lease))
    .map((lease) => ({ lease, age: secondsBehind(lease, clock) }))
    .filter(({ age }) => age <= FRESH_SECONDS)
    .sort((a, b) => a.age - b.age || (a.lease.name < b.lease.name ? -1 : 1))
    .map(({ lease }) => lease);
  // A restarted server takes a new name; its old lease stays fresh for a minute and announces the same address.
  return fresh.filter((lease, index) => {
    const address = announcedAddress(lease);
    return address === undefined || fresh.findIndex((other) => announcedAddress(other) === address) === index;
  });
}

/** Address that the server announces to its peers (annotation, 1.36 and later), without port and brackets. */
export function announcedAddress({ annotations }: LeaseRecord): string | undefined {
  const announced = annotations['kubernetes.io/peer-advertise-address'];
  return announced?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') || undefined;
}

/** What the label apiserver_id_hash of a server's metrics holds: the hash of its lease's name. */
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
