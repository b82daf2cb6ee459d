/** Where the volumes of a pod allow it to run, by the plugins VolumeBinding and VolumeZone of the scheduler of Kubernetes 1.37. */
import type { PersistentVolumeRecord, StringMap } from '../../snapshot/records/index.ts';
import type { ClaimFacts, NodeFacts, StorageFacts } from '../types.ts';
import { NO_PROVISIONER } from './binding.ts';
import { candidatesOn, hasModes } from './matching.ts';
import { isLimited, isUsableOn, matchesTerms } from './node-terms.ts';

export type VolumePlacement =
  /** No node, whatever the scheduler decides. */
  | { state: 'blocked'; reason: string }
  /** These nodes satisfy its volumes; `limited`: and others do not. */
  | { state: 'nodes'; nodes: readonly string[]; zones: readonly string[]; limited: boolean };

/** The nodes that a pod with these claims can run on, as far as its volumes decide. */
export function placeClaims(
  claims: readonly ClaimFacts[],
  storage: StorageFacts,
  nodes: readonly NodeFacts[],
): VolumePlacement {
  for (const { record, binding } of claims) {
    const name = `PersistentVolumeClaim ${record.namespace}/${record.name}`;
    if (binding.state === 'lost') return { state: 'blocked', reason: `${name} is lost` };
    if (binding.state === 'pending') return { state: 'blocked', reason: `${name}: ${binding.reason}` };
    if (binding.state === 'provisions' && record.phase !== 'Bound')
      return { state: 'blocked', reason: `${name} is not bound yet` };
  }
  const usable = nodes.filter(({ record }) =>
    claims.every((claim) => isUsable(claim, storage, record.labels)),
  );
  if (usable.length === 0) {
    const waiting = claims.some(({ binding }) => binding.state === 'waits');
    return {
      state: 'blocked',
      reason: waiting
        ? 'no node has an available PersistentVolume that matches'
        : "no node matches the PersistentVolume's node affinity",
    };
  }
  const zones = new Set(usable.flatMap(({ zone }) => (zone === undefined ? [] : [zone])));
  return {
    state: 'nodes',
    nodes: usable.map(({ name }) => name),
    zones: [...zones].sort(),
    limited: usable.length < nodes.length,
  };
}

function isUsable(
  { record, binding, volume }: ClaimFacts,
  storage: StorageFacts,
  labels: StringMap,
): boolean {
  switch (binding.state) {
    case 'bound':
      return volume === undefined || isUsableOn(volume, labels);
    case 'binds':
      return storage.volumes.some((one) => binding.volumes.includes(one.name) && isUsableOn(one, labels));
    case 'waits': {
      const own = storage.classes.find(({ name }) => name === binding.storageClass);
      const wish = { ...record, storageClass: binding.storageClass };
      const found = candidatesOn(wish, storage.volumes, labels);
      // The scheduler chooses a reserved volume in any case, and then waits for the controller, which compares access modes.
      if (found.length > 0) return found.some((one) => hasModes(one, wish));
      return own !== undefined && own.provisioner !== NO_PROVISIONER && matchesTerms(own.topologies, labels);
    }
    default:
      return false;
  }
}

/** Nodes on which a volume can be used; undefined where it can be used on all. */
export function nodesOfVolume(
  volume: PersistentVolumeRecord,
  nodes: readonly NodeFacts[],
): readonly NodeFacts[] | undefined {
  if (!isLimited(volume)) return undefined;
  return nodes.filter(({ record }) => isUsableOn(volume, record.labels));
}
