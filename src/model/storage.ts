import type { Snapshot } from '../snapshot/types.ts';
import { isComplete } from './owners.ts';
import { sorted } from './sorting.ts';
import type { StorageFacts } from './types.ts';

export function buildStorage({ records, outcomes }: Snapshot): StorageFacts {
  return {
    isComplete: (namespace) => isComplete(outcomes.get('storage'), namespace),
    classes: sorted(records.storageClass),
    volumes: sorted(records.persistentVolume),
    claims: sorted(records.persistentVolumeClaim),
    drivers: sorted(records.csiDriver),
  };
}
