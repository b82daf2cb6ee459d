/** Classes, drivers, volumes and claims of a result. Optional fields are absent if they were not observed. */

export interface StorageRow {
  kind: 'StorageClass' | 'CSIDriver' | 'PersistentVolume' | 'PersistentVolumeClaim';
  namespace?: string;
  name: string;
  detail: string;
  /** StorageClass, volume type or driver. */
  type?: string;
  phase?: string;
  capacity?: string;
  isDefault?: boolean;
  /** Claims: the PersistentVolume. */
  volume?: string;
  /** Volumes: their StorageClass, and `namespace/name` of their claim. */
  storageClass?: string;
  claim?: string;
  /** The CSI driver or the provisioner; of a StorageClass only if a CSIDriver of this name exists. */
  driver?: string;
  /** Zones in which the volume is usable; absent = not limited. */
  zones?: readonly string[];
  /** Claims: the workloads of the namespace, as `Deployment web`. */
  usedBy?: readonly string[];
  /** Claims: whether and to what it binds; drivers: the nodes with the driver. */
  state?: string;
  /** Creation time, ISO 8601, UTC. */
  created?: string;
}
