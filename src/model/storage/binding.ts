import type {
  PersistentVolumeClaimRecord,
  PersistentVolumeRecord,
  StorageClassRecord,
} from '../../snapshot/records/index.ts';
import { inTreeProvisioners, isCsiProvisioner } from '../../data/storage-provisioners.ts';
import type { ClaimBinding, StorageFacts } from '../types.ts';
import { compare } from '../sorting.ts';
import { candidates, classNameOf, isBoundTo, mismatch } from './matching.ts';

/** A class without dynamic provisioning: its volumes are created by an administrator. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** The default class that a new claim without one gets: the newest, and by name among equals. */
export function defaultClass(classes: readonly StorageClassRecord[]): StorageClassRecord | undefined {
  return classes
    .filter(({ isDefault }) => isDefault)
    .toSorted((a, b) => compare(b.created ?? '', a.created ?? '') || compare(a.name, b.name))[0];
}

/** Whether claims bind, and to what; indexed once for all claims. */
export function bindingsOf(storage: StorageFacts): (claim: PersistentVolumeClaimRecord) => ClaimBinding {
  const classes = new Map(storage.classes.map((one) => [one.name, one]));
  const volumes = new Map(storage.volumes.map((one) => [one.name, one]));
  const drivers = new Set(storage.drivers.map(({ name }) => name));
  const fallback = defaultClass(storage.classes);
  const search = searchOf(storage.volumes);
  return (claim) => {
    if (claim.phase === 'Lost') return lost(claim, volumes);
    if (claim.volume !== undefined) return byName(claim, volumes.get(claim.volume));
    const delayed = isDelayed(claim, classes);
    const found = search(claim, delayed);
    if (found.length > 0) return { state: 'binds', volumes: found.map(({ name }) => name) };
    return withoutVolume(claim, { classes, fallback, drivers, search });
  };
}

type Search = (claim: PersistentVolumeClaimRecord, delayed: boolean) => PersistentVolumeRecord[];

/** Free volumes by class, and reserved ones by claim, so that many claims and volumes stay linear. */
function searchOf(volumes: readonly PersistentVolumeRecord[]): Search {
  const free = new Map<string, PersistentVolumeRecord[]>();
  const reserved = new Map<string, PersistentVolumeRecord[]>();
  for (const volume of volumes) {
    const [map, key] =
      volume.claim === undefined ? [free, volume.storageClass ?? ''] : [reserved, volume.claim];
    const list = map.get(key);
    if (list) list.push(volume);
    else map.set(key, [volume]);
  }
  const known = new Map<string, PersistentVolumeRecord[]>();
  return (claim, delayed) => {
    const own = reserved.get(`${claim.namespace}/${claim.name}`);
    if (own) return candidates(claim, [...own, ...(free.get(classNameOf(claim)) ?? [])], delayed);
    if (delayed) return [];
    const { requested, capacity, accessModes, volumeMode, selector, attributesClass } = claim;
    // Claims that differ in nothing else have the same candidates.
    const key = JSON.stringify([
      classNameOf(claim),
      requested ?? capacity,
      accessModes,
      volumeMode,
      selector,
      attributesClass,
    ]);
    const answer = known.get(key) ?? candidates(claim, free.get(classNameOf(claim)) ?? []);
    known.set(key, answer);
    return answer;
  };
}

function lost(
  claim: PersistentVolumeClaimRecord,
  volumes: ReadonlyMap<string, PersistentVolumeRecord>,
): ClaimBinding {
  const name = claim.volume ?? '';
  return {
    state: 'lost',
    volume: name,
    reason: volumes.has(name)
      ? `PersistentVolume ${name} is bound to another claim`
      : `PersistentVolume ${name} does not exist`,
  };
}

function byName(
  claim: PersistentVolumeClaimRecord,
  volume: PersistentVolumeRecord | undefined,
): ClaimBinding {
  const name = claim.volume ?? '';
  if (claim.phase === 'Bound') {
    return volume === undefined || isBoundTo(volume, claim) || volume.claim === undefined
      ? { state: 'bound', volume: name }
      : { state: 'lost', volume: name, reason: `PersistentVolume ${name} is bound to another claim` };
  }
  if (volume === undefined)
    return pending('volume-missing', `PersistentVolume ${name} (spec.volumeName) does not exist`);
  if (volume.claim !== undefined)
    return isBoundTo(volume, claim)
      ? { state: 'binds', volumes: [name] }
      : pending('volume-taken', `PersistentVolume ${name} is bound to the claim ${volume.claim}`);
  const reason = mismatch(volume, claim);
  return reason === undefined
    ? { state: 'binds', volumes: [name] }
    : pending('volume-mismatch', `PersistentVolume ${name} does not satisfy the claim: ${reason}`);
}

interface Around {
  classes: ReadonlyMap<string, StorageClassRecord>;
  fallback: StorageClassRecord | undefined;
  drivers: ReadonlySet<string>;
  search: Search;
}

function withoutVolume(claim: PersistentVolumeClaimRecord, around: Around): ClaimBinding {
  const { classes, fallback, drivers } = around;
  if (claim.storageClass === undefined) {
    if (claim.noClass || fallback === undefined)
      return pending(
        'no-class',
        claim.noClass
          ? 'no available PersistentVolume without a class matches, and storageClassName is ""'
          : 'no StorageClass is set, no default StorageClass exists, and no available PersistentVolume matches',
      );
    // The controller writes the default class into the claim, and starts again with it.
    const adopted = { ...claim, storageClass: fallback.name };
    const delayed = isDelayed(adopted, classes);
    const found = around.search(adopted, delayed);
    return found.length > 0
      ? { state: 'binds', volumes: found.map(({ name }) => name) }
      : withoutVolume(adopted, around);
  }
  const own = classes.get(claim.storageClass);
  if (own === undefined) return pending('class-missing', `StorageClass ${claim.storageClass} does not exist`);
  if (isDelayed(claim, classes)) return { state: 'waits', storageClass: own.name };
  if (own.provisioner === NO_PROVISIONER)
    return pending(
      'no-volume',
      `no available PersistentVolume of the StorageClass ${own.name} matches, and it has no provisioner`,
    );
  const driver = inTreeProvisioners[own.provisioner]?.driver ?? own.provisioner;
  if (isCsiProvisioner(driver) && !drivers.has(driver))
    return pending(
      'driver-missing',
      `the CSIDriver ${driver} of the StorageClass ${own.name} does not exist`,
    );
  return { state: 'provisions', storageClass: own.name, provisioner: own.provisioner };
}

function pending(cause: (ClaimBinding & { state: 'pending' })['cause'], reason: string): ClaimBinding {
  return { state: 'pending', cause, reason };
}

/** The scheduler binds it together with a pod, and has not chosen a node yet. */
function isDelayed(
  { storageClass, selectedNode }: PersistentVolumeClaimRecord,
  classes: ReadonlyMap<string, StorageClassRecord>,
): boolean {
  return (
    selectedNode === undefined &&
    storageClass !== undefined &&
    classes.get(storageClass)?.bindingMode === 'WaitForFirstConsumer'
  );
}
