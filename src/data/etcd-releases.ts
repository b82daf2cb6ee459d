/**
 * Support of etcd's branches. As of 2026-11-23; sources: https://etcd.io/docs/latest/op-guide/versioning/ and
 * https://endoflife.date/etcd. Three branches are supported; ends of the newer ones were not announced.
 */
export const asOf = '2026-11-23';

/** Oldest first. Branches before the first have ended, those after the last are newer than the table. */
export const etcdReleases: readonly { branch: string; endOfLife?: string }[] = [
  { branch: '3.4', endOfLife: '2026-06-30' },
  { branch: '3.5', endOfLife: '2027-07-08' },
  { branch: '3.6' },
  { branch: '3.7' },
];

/** Default of etcd, in bytes (https://etcd.io/docs/latest/op-guide/maintenance/#space-quota). */
export const defaultQuota = 2 * 1024 ** 3;
