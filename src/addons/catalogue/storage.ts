import { VOLUMES } from '../../data/operator-permissions.ts';
import type { AddonSignals } from '../signals.ts';

/** A driver that provisions volumes. */
const driver = (
  id: string,
  name: string,
  images: readonly string[],
  more: Pick<AddonSignals, 'names' | 'drivers' | 'groups'>,
): AddonSignals => ({ id, name, category: 'storage', images, permissions: VOLUMES, ...more });

/**
 * Drivers and storage systems, recognized as in ../catalogue.ts. Their agents mount the kubelet's directory and devices on every node by
 * design. As of 2026-12-01; source: charts and manifests of the projects. Unverified: the images of Dell, HPE, democratic-csi, JuiceFS,
 * Linode, LINBIT and SeaweedFS, the API groups of HPE, OpenEBS and Piraeus, and the names of CSIDrivers of vendors.
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
  driver('aws-ebs-csi', 'Amazon EBS CSI driver', ['aws-ebs-csi-driver'], {
    names: ['ebs-csi-controller', 'ebs-csi-node', 'aws-ebs-csi-driver'],
    drivers: ['ebs.csi.aws.com'],
  }),
  driver('aws-efs-csi', 'Amazon EFS CSI driver', ['aws-efs-csi-driver'], {
    names: ['efs-csi-controller', 'efs-csi-node', 'aws-efs-csi-driver'],
    drivers: ['efs.csi.aws.com'],
  }),
  driver('aws-fsx-csi', 'Amazon FSx CSI driver', ['aws-fsx-csi-driver'], {
    names: ['fsx-csi-controller', 'fsx-csi-node', 'aws-fsx-csi-driver'],
    drivers: ['fsx.csi.aws.com'],
  }),
  driver(
    'aws-s3-csi',
    'Mountpoint for Amazon S3 CSI driver',
    ['aws-s3-csi-driver', 'aws-mountpoint-s3-csi-driver'],
    {
      names: ['s3-csi-node', 's3-csi-controller', 'aws-mountpoint-s3-csi-driver'],
      drivers: ['s3.csi.aws.com'],
    },
  ),
  driver('gcp-pd-csi', 'Google Persistent Disk CSI driver', ['gcp-compute-persistent-disk-csi-driver'], {
    names: [
      'csi-gce-pd-controller',
      'csi-gce-pd-node',
      'pdcsi-node',
      'gcp-compute-persistent-disk-csi-driver',
    ],
    drivers: ['pd.csi.storage.gke.io'],
  }),
  driver('gcp-filestore-csi', 'Google Filestore CSI driver', ['gcp-filestore-csi-driver'], {
    names: ['gcp-filestore-csi-driver', 'filestore-node'],
    drivers: ['filestore.csi.storage.gke.io'],
  }),
  driver('gcs-fuse-csi', 'Google Cloud Storage FUSE CSI driver', ['gcs-fuse-csi-driver'], {
    names: ['gcsfusecsi-node', 'gcs-fuse-csi-driver-webhook'],
    drivers: ['gcsfuse.csi.storage.gke.io'],
  }),
  driver('azure-disk-csi', 'Azure Disk CSI driver', ['azuredisk-csi'], {
    names: ['csi-azuredisk-controller', 'csi-azuredisk-node'],
    drivers: ['disk.csi.azure.com'],
  }),
  driver('azure-file-csi', 'Azure File CSI driver', ['azurefile-csi'], {
    names: ['csi-azurefile-controller', 'csi-azurefile-node'],
    drivers: ['file.csi.azure.com'],
  }),
  driver('azure-blob-csi', 'Azure Blob CSI driver', ['blob-csi'], {
    names: ['csi-blob-controller', 'csi-blob-node'],
    drivers: ['blob.csi.azure.com'],
  }),
  driver('hcloud-csi', 'Hetzner Cloud CSI driver', ['hcloud-csi-driver'], {
    names: ['hcloud-csi-controller', 'hcloud-csi-node', 'hcloud-csi'],
    drivers: ['csi.hetzner.cloud'],
  }),
  driver('scaleway-csi', 'Scaleway CSI driver', ['scaleway-csi'], {
    names: ['scaleway-csi-controller', 'scaleway-csi-node', 'scaleway-csi'],
    drivers: ['csi.scaleway.com'],
  }),
  driver('do-csi', 'DigitalOcean CSI driver', ['do-csi-plugin'], {
    names: ['csi-do-controller', 'csi-do-node'],
    drivers: ['dobs.csi.digitalocean.com'],
  }),
  driver('nfs-csi', 'NFS CSI driver', ['nfsplugin'], {
    names: ['csi-nfs-controller', 'csi-nfs-node', 'csi-driver-nfs'],
    drivers: ['nfs.csi.k8s.io'],
  }),
  driver('nfs-provisioner', 'NFS subdir provisioner', ['nfs-subdir-external-provisioner'], {
    names: ['nfs-client-provisioner', 'nfs-subdir-external-provisioner'],
  }),
  driver('cinder-csi', 'OpenStack Cinder CSI driver', ['cinder-csi-plugin'], {
    names: ['csi-cinder-controllerplugin', 'csi-cinder-nodeplugin', 'openstack-cinder-csi'],
    drivers: ['cinder.csi.openstack.org'],
  }),
  driver(
    'vsphere-csi',
    'vSphere CSI driver',
    [
      'vsphere-block-csi-driver',
      'csi-vsphere/driver',
      'csi-vsphere/syncer',
      'cloud-provider-vsphere/csi/release/driver',
      'cloud-provider-vsphere/csi/release/syncer',
    ],
    { names: ['vsphere-csi-controller', 'vsphere-csi-node'], drivers: ['csi.vsphere.vmware.com'] },
  ),
  driver('local-path-provisioner', 'Local Path Provisioner', ['local-path-provisioner'], {
    names: ['local-path-provisioner'],
  }),
  driver('minikube-storage-provisioner', 'minikube storage provisioner', ['storage-provisioner'], {
    names: ['storage-provisioner'],
  }),
  driver('ceph-csi', 'Ceph CSI driver', ['cephcsi/cephcsi', 'ceph-csi-operator'], {
    names: [
      'csi-rbdplugin',
      'csi-rbdplugin-provisioner',
      'csi-cephfsplugin',
      'ceph-csi-rbd',
      'ceph-csi-cephfs',
      'ceph-csi-controller-manager',
    ],
    drivers: ['rbd.csi.ceph.com', 'cephfs.csi.ceph.com'],
    groups: ['csi.ceph.io'],
  }),
  driver('trident', 'NetApp Trident', ['netapp/trident', 'netapp/trident-operator'], {
    names: ['trident-operator', 'trident-controller', 'trident-node-linux', 'trident-csi'],
    drivers: ['csi.trident.netapp.io'],
    groups: ['trident.netapp.io'],
  }),
  driver('smb-csi', 'SMB CSI driver', ['smbplugin'], {
    names: ['csi-smb-controller', 'csi-smb-node', 'csi-driver-smb'],
    drivers: ['smb.csi.k8s.io'],
  }),
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
    {
      names: [
        'openebs-localpv-provisioner',
        'openebs-lvm-localpv-controller',
        'openebs-lvm-localpv-node',
        'openebs-zfs-localpv-controller',
        'openebs-ndm',
        'openebs',
      ],
      drivers: ['local.csi.openebs.io', 'zfs.csi.openebs.io', 'io.openebs.csi-mayastor'],
      groups: ['openebs.io', 'local.openebs.io', 'zfs.openebs.io'],
    },
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
    {
      names: [
        'piraeus-operator-controller-manager',
        'piraeus-operator',
        'linstor-controller',
        'linstor-csi-controller',
      ],
      drivers: ['linstor.csi.linbit.com'],
      groups: ['piraeus.io', 'internal.linstor.linbit.com'],
    },
  ),
  driver('topolvm', 'TopoLVM', ['topolvm/topolvm', 'topolvm/topolvm-with-sidecar'], {
    names: ['topolvm-controller', 'topolvm-node', 'topolvm'],
    drivers: ['topolvm.io'],
    groups: ['topolvm.io', 'topolvm.cybozu.com'],
  }),
  driver('portworx', 'Portworx', ['portworx/oci-monitor', 'portworx/px-enterprise', 'portworx/px-operator'], {
    names: ['portworx-operator', 'portworx', 'px-cluster'],
    drivers: ['pxd.portworx.com'],
    groups: ['core.libopenstorage.org', 'portworx.io'],
  }),
  driver('synology-csi', 'Synology CSI driver', ['synology/synology-csi'], {
    names: ['synology-csi-controller', 'synology-csi-node'],
    drivers: ['csi.san.synology.com'],
  }),
  driver(
    'dell-csi',
    'Dell CSI drivers',
    ['csi-powerstore', 'csi-isilon', 'csi-vxflexos', 'csi-unity', 'csi-powermax'],
    {
      names: [
        'powerstore-controller',
        'isilon-controller',
        'vxflexos-controller',
        'unity-controller',
        'powermax-controller',
      ],
      drivers: [
        'csi-powerstore.dellemc.com',
        'csi-isilon.dellemc.com',
        'csi-vxflexos.dellemc.com',
        'csi-unity.dellemc.com',
        'csi-powermax.dellemc.com',
      ],
    },
  ),
  driver('hpe-csi', 'HPE CSI driver', ['hpestorage/csi-driver'], {
    names: ['hpe-csi-controller', 'hpe-csi-node'],
    drivers: ['csi.hpe.com'],
    groups: ['storage.hpe.com'],
  }),
  driver('democratic-csi', 'democratic-csi', ['democraticcsi/democratic-csi'], {
    names: ['democratic-csi'],
    drivers: ['org.democratic-csi.nfs', 'org.democratic-csi.iscsi'],
  }),
  driver('juicefs-csi', 'JuiceFS CSI driver', ['juicedata/juicefs-csi-driver'], {
    names: ['juicefs-csi-controller', 'juicefs-csi-node', 'juicefs-csi-driver'],
    drivers: ['csi.juicefs.com'],
  }),
  driver('linode-csi', 'Linode CSI driver', ['linode-blockstorage-csi-driver'], {
    names: ['csi-linode-controller', 'csi-linode-node'],
    drivers: ['linodebs.csi.linode.com'],
  }),
  driver('manila-csi', 'OpenStack Manila CSI driver', ['manila-csi-plugin'], {
    names: ['openstack-manila-csi', 'openstack-manila-csi-controllerplugin'],
    drivers: ['nfs.manila.csi.openstack.org', 'cephfs.manila.csi.openstack.org'],
  }),
  driver(
    'local-volume-provisioner',
    'Local volume static provisioner',
    ['sig-storage/local-volume-provisioner'],
    { names: ['local-volume-provisioner'] },
  ),
  driver('seaweedfs-csi', 'SeaweedFS CSI driver', ['chrislusf/seaweedfs-csi-driver'], {
    names: ['seaweedfs-csi-driver', 'seaweedfs-controller'],
    drivers: ['seaweedfs-csi-driver'],
  }),
];
