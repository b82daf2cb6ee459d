import type { Known } from '../../shared/evidence.ts';
import type {
  CsiDriverRecord,
  PersistentVolumeClaimRecord,
  PersistentVolumeRecord,
  PodRecord,
  SecretRecord,
  StorageClassRecord,
} from '../../snapshot/records/index.ts';
import type { WorkloadFacts } from './workloads.ts';

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

/** Whether a claim binds, and to what, by the rules of the volume controller and the scheduler. */
export type ClaimBinding =
  | { state: 'bound'; volume: string }
  /** The controller binds it to one of these, which do not differ in anything that it compares. */
  | { state: 'binds'; volumes: readonly string[] }
  /** The provisioner of its class is requested to create a volume. */
  | { state: 'provisions'; storageClass: string; provisioner: string }
  /** WaitForFirstConsumer: the scheduler binds it with the first pod that uses it. */
  | { state: 'waits'; storageClass: string }
  | {
      state: 'pending';
      cause:
        | 'volume-missing'
        | 'volume-taken'
        | 'volume-mismatch'
        | 'class-missing'
        | 'no-class'
        | 'no-volume'
        | 'driver-missing';
      reason: string;
    }
  | { state: 'lost'; volume: string; reason: string };

/** A claim with everything that it leads to, and everything that uses it. */
export interface ClaimFacts {
  record: PersistentVolumeClaimRecord;
  binding: ClaimBinding;
  volume?: PersistentVolumeRecord;
  storageClass?: StorageClassRecord;
  /** The CSI driver of its volume, else the provisioner of its class. */
  driver?: string;
  /** Workloads with a template that mounts it or would create it. */
  users: readonly WorkloadFacts[];
  /** Pods that use it and have not ended. */
  pods: readonly PodRecord[];
  /** It is created for a pod of a StatefulSet. */
  ofStatefulSet: boolean;
}

/** CSI drivers by node, and attachments of volumes. */
export interface CsiFacts {
  complete: boolean;
  /** Names of the registered drivers by node; a node without a CSINode is absent. */
  nodes: ReadonlyMap<string, readonly string[]>;
  attachments: readonly AttachmentFacts[];
}

export interface AttachmentFacts {
  name: string;
  attacher: string;
  node: string;
  volume?: string;
  attached: boolean;
  /** Which of the two operations failed. */
  failed?: 'attach' | 'detach';
}

export interface SnapshotFacts {
  complete: boolean;
  snapshots: readonly VolumeSnapshotFacts[];
  classes: readonly { name: string; driver: string; deletionPolicy: string; isDefault: boolean }[];
}

export interface VolumeSnapshotFacts {
  namespace: string;
  name: string;
  claim?: string;
  className?: string;
  ready?: boolean;
  failed: boolean;
  created?: string;
}
