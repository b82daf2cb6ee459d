/** Claims, snapshots and workloads of tenants that try to hide a risk of storage, and lists of storage that are not complete. */
import type { Attempt, Expected } from './attempt.ts';

const volume = (name: string, claim: string, source: string, more = '') => `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name}, uid: u-${name} }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Delete
  storageClassName: fast
  claimRef: { namespace: ${claim.replace('/', ', name: ')} }
  ${source}
  ${more}
status: { phase: Bound }
---`;

const claim = (name: string, spec: string, status = 'phase: Bound', metadata = '') => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name}, namespace: shop, uid: u-${name}${metadata} }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }, ${spec} }
status: { ${status} }
---`;

const CLASS = `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
---`;

const STATEFUL = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop, uid: u-db }
spec:
  replicas: 1
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: 'example.com/db:1', volumeMounts: [{ name: data, mountPath: /data }] }] }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { storageClassName: fast, accessModes: [ReadWriteOnce] } }]
---`;

const BOUND =
  CLASS +
  volume('pv1', 'shop/data-db-0', 'csi: { driver: ebs.csi.aws.com, volumeHandle: vol-1 }') +
  claim('data-db-0', 'storageClassName: fast, volumeName: pv1');

const VELERO = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: velero, namespace: shop, uid: u-velero }
spec:
  selector: { matchLabels: { app: velero } }
  template:
    metadata: { labels: { app: velero } }
    spec: { containers: [{ name: velero, image: 'velero/velero:v1.17.0' }] }
status: { replicas: 1, readyReplicas: 1 }
---`;

const is = (name: string, verdict: Expected['verdict'], object?: string): Expected => ({
  check: `storage/${name}`,
  verdict,
  ...(object !== undefined && { object }),
});

const byTenant: readonly Attempt[] = [
  {
    name: 'storage/a backup product that a tenant runs',
    player: 'tenant',
    why: 'An image of Velero in the namespace of a tenant proves no backup of any claim.',
    objects: BOUND + STATEFUL + VELERO,
    expect: [is('backup-not-observed', ['fail', 'unknown'])],
  },
  {
    name: 'storage/a snapshot of another claim',
    player: 'tenant',
    why: 'A snapshot covers the claim that it names, in its own namespace.',
    objects: `${BOUND}${STATEFUL}
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: { name: s, namespace: warehouse }
spec: { source: { persistentVolumeClaimName: data-db-0 } }
status: { readyToUse: true }
---`,
    expect: [is('backup-not-observed', ['fail', 'unknown'])],
  },
  {
    name: 'storage/an annotation as if the controller had bound a claim',
    player: 'tenant',
    why: 'The author of a claim writes its annotations; the phase and the missing class decide.',
    objects: claim(
      'x',
      'storageClassName: missing',
      'phase: Pending',
      ", annotations: { pv.kubernetes.io/bind-completed: 'yes', pv.kubernetes.io/bound-by-controller: 'yes' }",
    ),
    expect: [is('claim-pending', 'fail', 'PersistentVolumeClaim shop/x')],
  },
  {
    name: 'storage/an annotation of the default class on a claim',
    player: 'tenant',
    why: 'Only StorageClasses can be the default.',
    objects: claim(
      'x',
      'volumeMode: Filesystem',
      'phase: Pending',
      ", annotations: { storageclass.kubernetes.io/is-default-class: 'true' }",
    ),
    expect: [
      is('claim-pending', 'fail', 'PersistentVolumeClaim shop/x'),
      is('default-class-relied-on', 'fail', 'PersistentVolumeClaim shop/x'),
    ],
  },
  {
    name: 'storage/a claim of the same name in another namespace',
    player: 'tenant',
    why: 'The volume is reserved for the claim of one namespace.',
    objects:
      CLASS +
      volume('pv1', 'warehouse/x', 'csi: { driver: ebs.csi.aws.com, volumeHandle: vol-1 }') +
      claim('x', 'storageClassName: fast, volumeName: pv1', 'phase: Pending'),
    expect: [is('claim-pending', 'fail', 'PersistentVolumeClaim shop/x')],
  },
  {
    name: 'storage/a database image with a registry of its own',
    player: 'tenant',
    why: 'The last segment of the image counts, and an emptyDir at the data directory is deleted with the Pod.',
    objects: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: db, namespace: shop, uid: u-db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: db, image: 'mirror.example.com/library/postgres:17', volumeMounts: [{ name: d, mountPath: /var/lib/postgresql/data }] }]
      volumes: [{ name: d, emptyDir: {} }]
---`,
    expect: [is('database-without-claim', 'fail', 'Deployment shop/db')],
  },
  {
    name: 'storage/a look-alike of a database',
    player: 'tenant',
    why: 'An exporter contains no data.',
    objects: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: exporter, namespace: shop, uid: u-exporter }
spec:
  selector: { matchLabels: { app: exporter } }
  template:
    metadata: { labels: { app: exporter } }
    spec: { containers: [{ name: e, image: 'prometheuscommunity/postgres-exporter:v0.17' }] }
---`,
    expect: [is('database-without-claim', ['not-applicable', 'pass'])],
  },
];

const SHARED =
  volume('pv1', 'shop/a', 'nfs: { server: NAS.example.org, path: /exports/data }') +
  volume('pv2', 'warehouse/b', 'nfs: { server: nas.example.org, path: /exports//data/sub/ }');

const byAdministrator: readonly Attempt[] = [
  {
    name: 'storage/an export below another, in another spelling',
    player: 'administrator',
    why: 'Names of hosts are case-insensitive, and an export contains the directories below it.',
    objects: SHARED,
    expect: [is('storage-shared-across-namespaces', 'fail'), is('nfs-unauthenticated', 'fail')],
  },
  {
    name: 'storage/a share of the NFS driver and the same export',
    player: 'administrator',
    why: 'Both lead to the same directory of the same server.',
    objects:
      volume('pv1', 'shop/a', 'nfs: { server: nas, path: /x }') +
      volume(
        'pv2',
        'warehouse/b',
        'csi: { driver: nfs.csi.k8s.io, volumeHandle: any, volumeAttributes: { server: nas, share: /x } }',
      ),
    expect: [is('storage-shared-across-namespaces', 'fail')],
  },
  {
    name: 'storage/the name of an encryption parameter in other letters',
    player: 'administrator',
    why: 'The driver compares names of parameters without regard to case, unlike values.',
    objects: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
parameters: { Encrypted: 'true' }
---`,
    expect: [is('encryption-not-requested', 'pass')],
  },
  {
    name: 'storage/a parameter for encryption with another value',
    player: 'administrator',
    why: 'Only true encrypts.',
    objects: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
parameters: { encrypted: 'yes', kmsKeyId: key }
---`,
    expect: [is('encryption-not-requested', 'fail')],
  },
];

const LISTS: readonly (readonly [string, string, readonly string[], string])[] = [
  [
    '/api/v1/persistentvolumes',
    'PersistentVolumes',
    ['volume-orphaned', 'storage-shared-across-namespaces'],
    SHARED,
  ],
  [
    '/apis/storage.k8s.io/v1/storageclasses',
    'StorageClasses',
    ['default-class-missing', 'encryption-not-requested'],
    CLASS,
  ],
  ['/api/v1/persistentvolumeclaims', 'claims', ['claim-lost', 'claim-unused', 'expansion-failing'], BOUND],
  ['/apis/storage.k8s.io/v1/csinodes', 'CSINodes', ['driver-not-registered'], BOUND],
  ['/apis/storage.k8s.io/v1/volumeattachments', 'VolumeAttachments', ['attachment-failing'], BOUND],
];

/** Without a list nothing passes that reads it. */
const byNetwork: readonly Attempt[] = LISTS.flatMap(([path, what, checks, objects]) =>
  ([403, 'cut'] as const).map((answer): Attempt => ({
    name: `storage/${what}: ${answer}`,
    player: 'network',
    why: 'A list that was not read completely proves no absence.',
    objects,
    answers: { [path]: answer },
    expect: checks.map((name) => is(name, 'unknown')),
  })),
);

const attempts: readonly Attempt[] = [...byTenant, ...byAdministrator, ...byNetwork];
export default attempts;
