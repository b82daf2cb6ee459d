/** The same storage in volumes of two namespaces, by different spellings, sources and handles. */
import type { Attempt } from './attempt.ts';

const volume = (name: string, namespace: string, source: string) => `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name} }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteMany], ${source}, claimRef: { kind: PersistentVolumeClaim, namespace: ${namespace}, name: c, uid: u-${name} } }
status: { phase: Bound }
---`;
const csi = (driver: string, handle: string, attributes = '') =>
  `csi: { driver: ${driver}, volumeHandle: '${handle}', volumeAttributes: {${attributes}} }`;
const iscsi = (portal: string) => `iscsi: { targetPortal: '${portal}', iqn: 'iqn.2026-01.corp:a', lun: 0 }`;
const CEPH = ' clusterID: c, fsName: f, rootPath: ';
const AZURE = ' storageAccount: acct, shareName: ';
const DISK = '/subscriptions/s/resourceGroups/G/providers/Microsoft.Compute/disks/d';

const pairs: readonly (readonly [
  what: string,
  one: string,
  two: string,
  verdict: 'fail' | 'pass' | 'unknown',
])[] = [
  ['an iSCSI portal with the default port', iscsi('10.0.0.1'), iscsi('10.0.0.1:3260'), 'fail'],
  ['two iSCSI ports', iscsi('10.0.0.1:3260'), iscsi('10.0.0.1:3261'), 'pass'],
  [
    'a CephFS path',
    csi('cephfs.csi.ceph.com', 'h1', `${CEPH}/a`),
    csi('cephfs.csi.ceph.com', 'h2', `${CEPH}/a`),
    'fail',
  ],
  [
    'two CephFS paths',
    csi('cephfs.csi.ceph.com', 'h1', `${CEPH}/a`),
    csi('cephfs.csi.ceph.com', 'h2', `${CEPH}/b`),
    'pass',
  ],
  [
    'a Filestore share',
    csi('filestore.csi.storage.gke.io', 'h1', ' ip: 10.0.0.2, volume: v'),
    csi('filestore.csi.storage.gke.io', 'h2', ' ip: 10.0.0.2, volume: v'),
    'fail',
  ],
  [
    'a Filestore share and its export',
    csi('filestore.csi.storage.gke.io', 'h1', ' ip: 10.0.0.2, volume: v'),
    'nfs: { server: 10.0.0.2, path: /v }',
    'fail',
  ],
  [
    'an Azure file share',
    csi('file.csi.azure.com', 'rg#acct#share'),
    csi('file.csi.azure.com', 'h', `${AZURE}share`),
    'fail',
  ],
  [
    'two Azure file shares',
    csi('file.csi.azure.com', 'rg#acct#share'),
    csi('file.csi.azure.com', 'h', `${AZURE}other`),
    'pass',
  ],
  [
    'an EBS volume by both sources',
    'awsElasticBlockStore: { volumeID: aws://eu-1a/vol-1 }',
    csi('ebs.csi.aws.com', 'vol-1'),
    'fail',
  ],
  [
    'two EBS volumes',
    'awsElasticBlockStore: { volumeID: aws://eu-1a/vol-1 }',
    csi('ebs.csi.aws.com', 'vol-2'),
    'pass',
  ],
  [
    'an Azure disk by both sources',
    `azureDisk: { diskName: d, diskURI: ${DISK} }`,
    csi('disk.csi.azure.com', DISK.toLowerCase()),
    'fail',
  ],
  [
    'a Cinder volume by both sources',
    'cinder: { volumeID: v }',
    csi('cinder.csi.openstack.org', 'v'),
    'fail',
  ],
  [
    'a directory of an EFS file system and its root',
    csi('efs.csi.aws.com', 'fs-1'),
    csi('efs.csi.aws.com', 'fs-1:/data'),
    'fail',
  ],
  [
    'an EFS access point and the root',
    csi('efs.csi.aws.com', 'fs-1'),
    csi('efs.csi.aws.com', 'fs-1::fsap-1'),
    'fail',
  ],
  [
    'a bucket of S3',
    csi('s3.csi.aws.com', 'h1', ' bucketName: b'),
    csi('s3.csi.aws.com', 'h2', ' bucketName: b'),
    'unknown',
  ],
  ['two EFS directories', csi('efs.csi.aws.com', 'fs-1:/a'), csi('efs.csi.aws.com', 'fs-1:/b'), 'pass'],
];

export default pairs.map(([what, one, two, verdict]): Attempt => ({
  name: `storage-identities/${what}`,
  player: 'administrator',
  why: 'What the driver mounts says which storage it is, whatever the handle or the spelling.',
  objects: volume('a', 'shop', one) + volume('b', 'warehouse', two),
  expect: [{ check: 'storage/storage-shared-across-namespaces', verdict }],
}));
