/**
 * Provisioners of StorageClasses: encryption at rest, access modes, zones. Each row is from the documentation of the driver; drivers without
 * a row are unknown.
 */
export interface ProvisionerFacts {
  /**
   * `always`: the provider encrypts every volume. `parameter`: only with the parameter; `isExact`: its value has no other spelling than `true`. Absent: it depends on the storage system, which the
   * API does not describe.
   */
  encryption?: 'always' | { parameter: string; note?: string; isExact?: true };
  /** It provisions disks that a file system on several nodes would destroy: ReadWriteMany is for block devices at most. */
  disks?: true;
  /** Its volumes are usable in one zone. */
  zonal?: true;
}

export const asOf = '2026-12-01';

/** https://kubernetes-csi.github.io/docs/drivers.html and the parameters page of each driver. */
export const storageProvisioners: Readonly<Record<string, ProvisionerFacts>> = {
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
  'ebs.csi.aws.com': {
    // Only `true` in lowercase: isTrue of its pkg/driver/controller.go compares the text.
    encryption: {
      parameter: 'encrypted',
      note: 'unless the account encrypts EBS volumes by default',
      isExact: true,
    },
    disks: true,
    zonal: true,
  },
  // https://cloud.google.com/docs/security/encryption/default-encryption
  'pd.csi.storage.gke.io': { encryption: 'always', disks: true, zonal: true },
  'filestore.csi.storage.gke.io': { encryption: 'always' },
  'gcsfuse.csi.storage.gke.io': { encryption: 'always' },
  // https://learn.microsoft.com/azure/virtual-machines/disk-encryption
  'disk.csi.azure.com': { encryption: 'always', disks: true, zonal: true },
  // https://learn.microsoft.com/azure/storage/common/storage-service-encryption
  'file.csi.azure.com': { encryption: 'always' },
  'blob.csi.azure.com': { encryption: 'always' },
  // The volume type decides about encryption.
  'cinder.csi.openstack.org': { disks: true, zonal: true },
  // https://github.com/ceph/ceph-csi/blob/devel/examples/rbd/storageclass.yaml
  'rbd.csi.ceph.com': { encryption: { parameter: 'encrypted' }, disks: true },
  'cephfs.csi.ceph.com': { encryption: { parameter: 'encrypted' } },
  // https://longhorn.io/docs/latest/advanced-resources/security/volume-encryption/
  'driver.longhorn.io': { encryption: { parameter: 'encrypted' } },
  // https://github.com/scaleway/scaleway-csi
  'csi.scaleway.com': { encryption: { parameter: 'encrypted' }, disks: true, zonal: true },
  // https://github.com/linode/linode-blockstorage-csi-driver
  'linodebs.csi.linode.com': {
    encryption: {
      parameter: 'linodebs.csi.linode.com/luks-encrypted',
      note: 'unless Akamai encrypts the disks of the region',
    },
    disks: true,
  },
  // https://docs.digitalocean.com/products/volumes/
  'dobs.csi.digitalocean.com': { encryption: 'always', disks: true },
  'csi.hetzner.cloud': { disks: true },
  'topolvm.io': { disks: true },
  'local.csi.openebs.io': { disks: true },
};

/** Volume plugins of Kubernetes itself, and their removal. */
export interface InTreeFacts {
  /** The CSI driver that Kubernetes redirects them to. */
  driver?: string;
  /** The minor release 1.N since which it does so by default (feature gate CSIMigration...); before, the plugin works without the driver. */
  redirected?: number;
  /** The minor release 1.N without the plugin. Those with a driver still work if the driver is installed. */
  removed?: number;
  /** The volume source of the plugin, as a field of PersistentVolumes and Pods. */
  source: string;
}

/**
 * https://kubernetes.io/docs/concepts/storage/volumes/, as of 2026-12-01; for redirections https://github.com/kubernetes/kubernetes
 * (pkg/features/kube_features.go of the releases) and https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/.
 */
export const inTreeProvisioners: Readonly<Record<string, InTreeFacts>> = {
  'kubernetes.io/aws-ebs': {
    driver: 'ebs.csi.aws.com',
    redirected: 23,
    removed: 27,
    source: 'awsElasticBlockStore',
  },
  'kubernetes.io/azure-disk': {
    driver: 'disk.csi.azure.com',
    redirected: 23,
    removed: 27,
    source: 'azureDisk',
  },
  'kubernetes.io/azure-file': { driver: 'file.csi.azure.com', redirected: 24, source: 'azureFile' },
  'kubernetes.io/cinder': {
    driver: 'cinder.csi.openstack.org',
    redirected: 21,
    removed: 26,
    source: 'cinder',
  },
  'kubernetes.io/gce-pd': {
    driver: 'pd.csi.storage.gke.io',
    redirected: 23,
    removed: 28,
    source: 'gcePersistentDisk',
  },
  'kubernetes.io/portworx-volume': { driver: 'pxd.portworx.com', redirected: 31, source: 'portworxVolume' },
  'kubernetes.io/vsphere-volume': {
    driver: 'csi.vsphere.vmware.com',
    redirected: 25,
    source: 'vsphereVolume',
  },
  'kubernetes.io/cephfs': { removed: 31, source: 'cephfs' },
  'kubernetes.io/glusterfs': { removed: 26, source: 'glusterfs' },
  'kubernetes.io/rbd': { removed: 31, source: 'rbd' },
  'kubernetes.io/flocker': { removed: 25, source: 'flocker' },
  'kubernetes.io/quobyte': { removed: 25, source: 'quobyte' },
  'kubernetes.io/storageos': { removed: 25, source: 'storageos' },
  'kubernetes.io/scaleio': { removed: 22, source: 'scaleIO' },
};

/**
 * Drivers whose handle is any unique text, and whose storage is not recorded: two volumes may be the same.
 * https://docs.aws.amazon.com/eks/latest/userguide/s3-csi.html (the bucket is the attribute `bucketName`).
 */
export const opaqueHandles: ReadonlySet<string> = new Set(['s3.csi.aws.com']);

/** Drivers with a CSIDriver object by the convention for their names; other provisioners work without one. */
export function isCsiProvisioner(name: string): boolean {
  return Object.hasOwn(storageProvisioners, name) || /(?:^|\.)csi\./.test(name);
}
