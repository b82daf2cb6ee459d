/**
 * Which PersistentVolume a claim gets, by the rules of Kubernetes 1.37 (https://github.com/kubernetes/kubernetes:
 * pkg/controller/volume/persistentvolume, and storage/volume/pv_helpers.go of component-helpers).
 */
import { groupBy } from '../../shared/group.ts';
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
 * The volumes of which the controller binds one. It searches by sets of access modes, those with the fewest modes first; in a set, a
 * volume that is reserved for the claim precedes the smallest. Several volumes are equal for it, or in sets of the same number. `delayed`:
 * free volumes are left to the scheduler.
 */
export function candidates(
  claim: PersistentVolumeClaimRecord,
  volumes: readonly PersistentVolumeRecord[],
  delayed = false,
): PersistentVolumeRecord[] {
  const sets = groupBy(
    volumes.filter((volume) => isPossible(volume, claim) && hasModes(volume, claim)),
    ({ accessModes }) => [...new Set(accessModes)].sort().join(),
  );
  let best: { modes: number; found: PersistentVolumeRecord[] } | undefined;
  for (const [key, own] of sets) {
    const modes = key.split(',').length;
    if (best !== undefined && modes > best.modes) continue;
    const found = bestOf(claim, own, delayed);
    if (found.length === 0) continue;
    best = best?.modes === modes ? { modes, found: [...best.found, ...found] } : { modes, found };
  }
  return best?.found ?? [];
}

/** The volumes of which the scheduler takes one for a node with these labels; it compares access modes of free volumes only. */
export function candidatesOn(
  claim: PersistentVolumeClaimRecord,
  volumes: readonly PersistentVolumeRecord[],
  node: StringMap,
): PersistentVolumeRecord[] {
  const ofClass = volumes.filter(
    (volume) => (volume.storageClass ?? '') === classNameOf(claim) && isPossible(volume, claim),
  );
  const reserved = ofClass.filter((volume) => isBoundTo(volume, claim));
  if (reserved.length > 0) return reserved.filter((volume) => isUsableOn(volume, node));
  const usable = ofClass.filter((volume) => hasModes(volume, claim) && isUsableOn(volume, node));
  return bestOf(claim, usable, false);
}

/** Free or reserved for the claim, large enough, and of the same kind. */
function isPossible(volume: PersistentVolumeRecord, claim: PersistentVolumeClaimRecord): boolean {
  return (
    (volume.claim === undefined || isBoundTo(volume, claim)) &&
    !isTooSmall(volume, claim) &&
    modeOf(volume) === modeOf(claim) &&
    (volume.attributesClass ?? '') === (claim.attributesClass ?? '') &&
    !volume.deleting
  );
}

function bestOf(
  claim: PersistentVolumeClaimRecord,
  volumes: readonly PersistentVolumeRecord[],
  delayed: boolean,
): PersistentVolumeRecord[] {
  const reserved = volumes.filter((volume) => isBoundTo(volume, claim));
  if (reserved.length > 0 || delayed) return reserved;
  const free = volumes.filter(
    (volume) =>
      // Manifests have no phase.
      (volume.phase ?? 'Available') === 'Available' &&
      selects(claim, volume) &&
      (volume.storageClass ?? '') === classNameOf(claim),
  );
  const size = Math.min(...free.map(sizeOf));
  return free.filter((volume) => sizeOf(volume) === size);
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
