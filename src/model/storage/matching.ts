/**
 * Which PersistentVolume a claim gets, by the rules of Kubernetes 1.37 (https://github.com/kubernetes/kubernetes:
 * pkg/controller/volume/persistentvolume, and storage/volume/pv_helpers.go of component-helpers).
 */
import { quantity } from '../../shared/quantity.ts';
import type {
  PersistentVolumeClaimRecord,
  PersistentVolumeRecord,
  StringMap,
} from '../../snapshot/records/index.ts';
import { holdAll, labelOf } from '../selectors.ts';
import { isUsableOn } from './node-terms.ts';

/** The class of a claim after defaulting; empty = none. */
export function classNameOf({ storageClass }: PersistentVolumeClaimRecord): string {
  return storageClass ?? '';
}

/** A volume is reserved for a claim by name, and bound to it by uid. */
export function isBoundTo(volume: PersistentVolumeRecord, claim: PersistentVolumeClaimRecord): boolean {
  if (volume.claim !== `${claim.namespace}/${claim.name}`) return false;
  return volume.claimUid === undefined || claim.uid === undefined || volume.claimUid === claim.uid;
}

/** Why a volume that a claim requests by name does not satisfy it; undefined where it does. */
export function mismatch(
  volume: PersistentVolumeRecord,
  claim: PersistentVolumeClaimRecord,
): string | undefined {
  if (volume.deleting) return 'the PersistentVolume is being deleted';
  if (isTooSmall(volume, claim)) return `capacity ${volume.capacity ?? '0'} is less than requested`;
  if ((volume.storageClass ?? '') !== classNameOf(claim)) return 'storageClassName differs';
  if ((volume.attributesClass ?? '') !== (claim.attributesClass ?? ''))
    return 'volumeAttributesClassName differs';
  if (modeOf(volume) !== modeOf(claim)) return 'volumeMode differs';
  if (!hasModes(volume, claim)) return 'accessModes differ';
  return undefined;
}

/**
 * The volumes that the controller may bind, of which it takes one: those reserved for the claim, else those with the fewest access modes
 * and among them the smallest. With `node`, as the scheduler searches for a node.
 */
export function candidates(
  claim: PersistentVolumeClaimRecord,
  volumes: readonly PersistentVolumeRecord[],
  node?: StringMap,
): PersistentVolumeRecord[] {
  const fitting = volumes.filter(
    (volume) =>
      (volume.claim === undefined || isBoundTo(volume, claim)) &&
      !isTooSmall(volume, claim) &&
      modeOf(volume) === modeOf(claim) &&
      (volume.attributesClass ?? '') === (claim.attributesClass ?? '') &&
      !volume.deleting &&
      // The scheduler searches the volumes of the class only.
      (node === undefined || (volume.storageClass ?? '') === classNameOf(claim)),
  );
  // The controller searches by access modes first, the scheduler checks them for free volumes only.
  const reserved = fitting.filter(
    (volume) => isBoundTo(volume, claim) && (node !== undefined || hasModes(volume, claim)),
  );
  if (reserved.length > 0) return reserved.filter((volume) => !node || isUsableOn(volume, node));
  const free = fitting.filter(
    (volume) =>
      // Manifests have no phase.
      (volume.phase ?? 'Available') === 'Available' &&
      volume.claim === undefined &&
      selects(claim, volume) &&
      (volume.storageClass ?? '') === classNameOf(claim) &&
      hasModes(volume, claim) &&
      (!node || isUsableOn(volume, node)),
  );
  const modes = node ? undefined : Math.min(...free.map(({ accessModes }) => accessModes.length));
  const best = modes === undefined ? free : free.filter(({ accessModes }) => accessModes.length === modes);
  const size = Math.min(...best.map(sizeOf));
  return best.filter((volume) => sizeOf(volume) === size);
}

function sizeOf({ capacity }: PersistentVolumeRecord): number {
  return quantity(capacity) ?? 0;
}

function isTooSmall(volume: PersistentVolumeRecord, claim: PersistentVolumeClaimRecord): boolean {
  return sizeOf(volume) < (quantity(claim.requested ?? claim.capacity) ?? 0);
}

function modeOf({ volumeMode }: { volumeMode?: string }): string {
  return volumeMode ?? 'Filesystem';
}

/** Whether the volume offers all access modes of the claim. */
export function hasModes(volume: PersistentVolumeRecord, claim: PersistentVolumeClaimRecord): boolean {
  return claim.accessModes.every((mode) => volume.accessModes.includes(mode));
}

function selects(
  { selector }: PersistentVolumeClaimRecord,
  { labels = {} }: PersistentVolumeRecord,
): boolean {
  return holdAll(selector ?? [], (key) => labelOf(labels, key)) === 'yes';
}
