import { driver } from '../driver.ts';
import type { AddonSignals } from '../signals.ts';

/** Drivers of cloud providers. From memory: Linode. */
export const cloudDrivers: readonly AddonSignals[] = [
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
  driver('linode-csi', 'Linode CSI driver', ['linode-blockstorage-csi-driver'], {
    names: ['csi-linode-controller', 'csi-linode-node'],
    drivers: ['linodebs.csi.linode.com'],
  }),
  driver('manila-csi', 'OpenStack Manila CSI driver', ['manila-csi-plugin'], {
    names: ['openstack-manila-csi', 'openstack-manila-csi-controllerplugin'],
    drivers: ['nfs.manila.csi.openstack.org', 'cephfs.manila.csi.openstack.org'],
  }),
];
