/** Storage whose facts have other spellings, or that only looks like what a check excuses. */
import type { Attempt, Expected } from './attempt.ts';

const volume = (name: string, claim: string, source: string, more = '') => `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name}, annotations: {${more}} }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteMany], persistentVolumeReclaimPolicy: Delete, ${source}${claim && `, claimRef: { kind: PersistentVolumeClaim, namespace: ${claim.split('/')[0] ?? ''}, name: ${claim.split('/')[1] ?? ''}, uid: u-${name} }`} }
status: { phase: ${claim ? 'Bound' : 'Available'} }
---`;
const smb = (handle: string, source: string) =>
  `csi: { driver: smb.csi.k8s.io, volumeHandle: ${handle}, volumeAttributes: { source: ${source} } }`;
const storageClass = (encrypted: string) => `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: gp3 }
provisioner: ebs.csi.aws.com
parameters: { encrypted: ${encrypted} }
---`;
const statefulSet = (volumes: string, mounts: string, replicas = 1, image = 'postgres:16') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { namespace: shop, name: w }
spec:
  replicas: ${replicas}
  serviceName: w
  selector: { matchLabels: { app: w } }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce] } }]
  template:
    metadata: { labels: { app: w } }
    spec: { containers: [{ name: db, image: '${image}', volumeMounts: [${mounts}] }], volumes: [${volumes}] }
---`;
const claim = (name: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { namespace: shop, name: ${name} }
spec: { accessModes: [ReadWriteOncePod], resources: { requests: { storage: 1Gi } } }
status: { phase: Bound }
---`;
const DATA = '{ name: data, mountPath: /var/lib/postgresql }';
const expected = (check: string, verdict: Expected['verdict']): Expected[] => [{ check, verdict }];

const rows: readonly (readonly [name: string, why: string, objects: string, expect: Expected[]])[] = [
  [
    'one SMB share with two handles',
    'Handles of the driver are unique; the share is in its attributes.',
    volume('a', 'shop/a', smb('h1', '//smb.corp/share')) +
      volume('b', 'blog/b', smb('h2', '//SMB.corp/share/')),
    expected('storage/storage-shared-across-namespaces', 'fail'),
  ],
  [
    'one NFS export with two spellings',
    'Slashes, dots and the final dot of the server mean the same.',
    volume('a', 'shop/a', 'nfs: { server: nfs.corp, path: /e/d }') +
      volume(
        'b',
        'blog/b',
        'csi: { driver: nfs.csi.k8s.io, volumeHandle: h, volumeAttributes: { server: nfs.corp., share: e/./d } }',
      ),
    expected('storage/storage-shared-across-namespaces', 'fail'),
  ],
  [
    'look-alike: two SMB shares',
    'They are two.',
    volume('a', 'shop/a', smb('h1', '//smb.corp/one')) + volume('b', 'blog/b', smb('h2', '//smb.corp/two')),
    expected('storage/storage-shared-across-namespaces', 'pass'),
  ],
  [
    'another spelling of an EBS parameter',
    'The driver compares it with `true`.',
    storageClass("'True'"),
    expected('storage/encryption-not-requested', 'fail'),
  ],
  [
    'look-alike: the spelling that the driver reads',
    'Volumes are encrypted.',
    storageClass("'true'"),
    expected('storage/encryption-not-requested', 'pass'),
  ],
  [
    'an emptyDir at the data directory below a claim',
    'The innermost mount receives the data.',
    statefulSet('{ name: tmp, emptyDir: {} }', `${DATA}, { name: tmp, mountPath: /var/lib/postgresql/data }`),
    expected('storage/database-without-claim', 'unknown'),
  ],
  [
    'look-alike: an emptyDir beside the data',
    'The claim is mounted at the data directory.',
    statefulSet(
      '{ name: tmp, emptyDir: {} }',
      '{ name: data, mountPath: /var/lib/postgresql/data }, { name: tmp, mountPath: /var/run/postgresql }',
    ),
    expected('storage/database-without-claim', 'pass'),
  ],
  [
    'a volume that the provisioner of local volumes created ahead',
    'It waits for a claim by design.',
    volume(
      'l',
      '',
      'local: { path: /mnt/disks/1 }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [worker-1] }] }] } }',
      ' pv.kubernetes.io/provisioned-by: local-volume-provisioner-worker-1',
    ),
    expected('storage/volume-orphaned', 'pass'),
  ],
  [
    'a claim whose name begins like that of a template',
    'The StatefulSet creates claims that end with an ordinal.',
    claim('data-w-shared') +
      statefulSet(
        '{ name: shared, persistentVolumeClaim: { claimName: data-w-shared } }',
        '{ name: shared, mountPath: /x }',
        3,
        'nginx:1.29',
      ),
    expected('storage/replicas-share-claim', 'fail'),
  ],
];

export default rows.map(([name, why, objects, expect]): Attempt => ({
  name: `storage spellings/${name}`,
  player: 'tenant',
  why,
  objects,
  expect,
}));
