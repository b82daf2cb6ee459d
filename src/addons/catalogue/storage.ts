import type { AddonSignals } from '../signals.ts';

/** Storage systems and snapshots. */
export const storage: readonly AddonSignals[] = [
  {
    id: 'longhorn',
    name: 'Longhorn',
    category: 'storage',
    images: [
      'longhornio/longhorn-manager',
      'longhornio/longhorn-engine',
      'longhornio/longhorn-instance-manager',
      'longhornio/longhorn-share-manager',
      'longhornio/longhorn-ui',
    ],
    unversioned: [
      'longhornio/longhorn-instance-manager',
      'longhornio/longhorn-engine',
      'longhornio/longhorn-share-manager',
    ],
    names: ['longhorn-manager', 'longhorn-ui', 'longhorn-driver-deployer', 'longhorn'],
    groups: ['longhorn.io'],
    calls: /^longhorn-webhook-/,
    drivers: ['driver.longhorn.io'],
  },
  {
    id: 'rook-ceph',
    name: 'Rook Ceph',
    category: 'storage',
    // Its OSDs and monitors run the image of Ceph itself.
    images: ['rook/ceph', 'ceph/ceph'],
    unversioned: ['ceph/ceph'],
    names: ['rook-ceph-operator'],
    groups: ['ceph.rook.io'],
    drivers: ['rook-ceph.rbd.csi.ceph.com', 'rook-ceph.cephfs.csi.ceph.com'],
  },
  {
    id: 'minio',
    name: 'MinIO',
    category: 'storage',
    images: ['minio/minio'],
    names: ['minio'],
  },
  {
    id: 'snapshot-controller',
    name: 'CSI snapshot controller',
    category: 'storage',
    images: ['snapshot-controller', 'snapshot-conversion-webhook', 'snapshot-validation-webhook'],
    names: ['snapshot-controller', 'csi-snapshot-controller', 'volume-snapshot-controller'],
    groups: ['snapshot.storage.k8s.io'],
    mayBeHosted: true,
  },
];
