import type { Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { StorageFacts } from './types.ts';

export function buildStorage({ records }: Snapshot): StorageFacts {
  return {
    classes: sorted(records.storageClass),
    volumes: sorted(records.persistentVolume),
    claims: sorted(records.persistentVolumeClaim),
    drivers: sorted(records.csiDriver),
  };
}
