import type { Known } from '../../shared/evidence.ts';
import type {
  CsiDriverRecord,
  PersistentVolumeClaimRecord,
  PersistentVolumeRecord,
  SecretRecord,
  StorageClassRecord,
} from '../../snapshot/records/index.ts';

export interface StorageFacts {
  /** All volumes, and all claims of this namespace, were listed. */
  isComplete: (namespace: string) => boolean;
  classes: readonly StorageClassRecord[];
  volumes: readonly PersistentVolumeRecord[];
  claims: readonly PersistentVolumeClaimRecord[];
  drivers: readonly CsiDriverRecord[];
}

/** Metadata of Secrets; never a value. */
export interface SecretFacts {
  /** The collected ones, sorted. */
  seen: readonly SecretRecord[];
  /** Their number, when the list is complete; else why it is not. */
  all: Known<number>;
}
