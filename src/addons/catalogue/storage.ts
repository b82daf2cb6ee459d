import { VOLUMES } from '../../data/operator-permissions.ts';
import type { AddonSignals } from '../signals.ts';

/** A driver that provisions volumes. */
const driver = (
  id: string,
  name: string,
  images: readonly string[],
  groups?: readonly string[],
): AddonSignals => ({
  id,
  name,
  category: 'storage',
  images,
  permissions: VOLUMES,
  ...(groups && { groups }),
});

/**
 * Drivers and storage systems, recognized as in ../catalogue.ts. Their agents mount the kubelet's directory and devices on every node by
 * design. As of 2026-11-30; source: charts and manifests of the projects. Unverified: the images of Dell, HPE, democratic-csi, JuiceFS,
 * Linode and LINBIT, and the API groups of HPE, OpenEBS and Piraeus.
 */
export const storageDrivers: readonly AddonSignals[] = [
  {
    id: 'longhorn',
    name: 'Longhorn',
    category: 'storage',
    images: [
      'longhornio/longhorn-manager',
      'longhornio/longhorn-engine',
      'longhornio/longhorn-instance-manager',
      'longhornio/longhorn-share-manager',
    ],
    groups: ['longhorn.io'],
  },
  {
    id: 'rook-ceph',
    name: 'Rook Ceph',
    category: 'storage',
    // Its OSDs and monitors run the image of Ceph itself.
    images: ['rook/ceph', 'ceph/ceph'],
    groups: ['ceph.rook.io'],
  },
  driver('aws-ebs-csi', 'Amazon EBS CSI driver', ['aws-ebs-csi-driver']),
  driver('aws-efs-csi', 'Amazon EFS CSI driver', ['aws-efs-csi-driver']),
  driver('gcp-pd-csi', 'Google Persistent Disk CSI driver', ['gcp-compute-persistent-disk-csi-driver']),
  driver('azure-disk-csi', 'Azure Disk CSI driver', ['azuredisk-csi']),
  driver('azure-file-csi', 'Azure File CSI driver', ['azurefile-csi']),
  driver('hcloud-csi', 'Hetzner Cloud CSI driver', ['hcloud-csi-driver']),
  driver('scaleway-csi', 'Scaleway CSI driver', ['scaleway-csi']),
  driver('do-csi', 'DigitalOcean CSI driver', ['do-csi-plugin']),
  driver('nfs-csi', 'NFS CSI driver', ['nfsplugin']),
  driver('nfs-provisioner', 'NFS subdir provisioner', ['nfs-subdir-external-provisioner']),
  driver('cinder-csi', 'OpenStack Cinder CSI driver', ['cinder-csi-plugin']),
  driver('vsphere-csi', 'vSphere CSI driver', [
    'vsphere-block-csi-driver',
    'csi-vsphere/driver',
    'csi-vsphere/syncer',
    'cloud-provider-vsphere/csi/release/driver',
    'cloud-provider-vsphere/csi/release/syncer',
  ]),
  driver('local-path-provisioner', 'Local Path Provisioner', ['local-path-provisioner']),
  driver('minikube-storage-provisioner', 'minikube storage provisioner', ['storage-provisioner']),
  {
    id: 'snapshot-controller',
    name: 'CSI snapshot controller',
    category: 'storage',
    images: ['snapshot-controller'],
    groups: ['snapshot.storage.k8s.io'],
  },
  driver('ceph-csi', 'Ceph CSI driver', ['cephcsi/cephcsi']),
  driver('trident', 'NetApp Trident', ['netapp/trident', 'netapp/trident-operator'], ['trident.netapp.io']),
  driver('smb-csi', 'SMB CSI driver', ['smbplugin']),
  driver(
    'openebs',
    'OpenEBS',
    [
      'openebs/lvm-driver',
      'openebs/zfs-driver',
      'openebs/provisioner-localpv',
      'openebs/node-disk-manager',
      'openebs/mayastor-csi-node',
      'openebs/mayastor-csi-controller',
      'openebs/mayastor-io-engine',
    ],
    ['openebs.io', 'local.openebs.io', 'zfs.openebs.io'],
  ),
  driver(
    'piraeus',
    'Piraeus, LINSTOR',
    [
      'piraeusdatastore/piraeus-csi',
      'piraeusdatastore/piraeus-server',
      'piraeusdatastore/piraeus-operator',
      'piraeusdatastore/drbd-reactor',
      'linstor-csi',
      'linstor-satellite',
      'linstor-controller',
    ],
    ['piraeus.io', 'internal.linstor.linbit.com'],
  ),
  driver(
    'topolvm',
    'TopoLVM',
    ['topolvm/topolvm', 'topolvm/topolvm-with-sidecar'],
    ['topolvm.io', 'topolvm.cybozu.com'],
  ),
  driver(
    'portworx',
    'Portworx',
    ['portworx/oci-monitor', 'portworx/px-enterprise', 'portworx/px-operator'],
    ['core.libopenstorage.org', 'portworx.io'],
  ),
  driver('synology-csi', 'Synology CSI driver', ['synology/synology-csi']),
  driver('dell-csi', 'Dell CSI drivers', [
    'csi-powerstore',
    'csi-isilon',
    'csi-vxflexos',
    'csi-unity',
    'csi-powermax',
  ]),
  driver('hpe-csi', 'HPE CSI driver', ['hpestorage/csi-driver'], ['storage.hpe.com']),
  driver('democratic-csi', 'democratic-csi', ['democraticcsi/democratic-csi']),
  driver('juicefs-csi', 'JuiceFS CSI driver', ['juicedata/juicefs-csi-driver']),
  driver('linode-csi', 'Linode CSI driver', ['linode-blockstorage-csi-driver']),
  driver('manila-csi', 'OpenStack Manila CSI driver', ['manila-csi-plugin']),
  driver('local-volume-provisioner', 'Local volume static provisioner', [
    'sig-storage/local-volume-provisioner',
  ]),
];
