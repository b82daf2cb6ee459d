/** Databases, clients with the same image, and volumes that images declare below a claim; plugins that Kubernetes redirects to drivers. */
import type { Attempt, Expected } from './attempt.ts';

const CLAIM = 'persistentVolumeClaim: { claimName: d }';

const database = (image: string, mountPath: string, command = '', volume = CLAIM) => `
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: shop, name: db, uid: u-db }
spec:
  replicas: 1
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: db, image: '${image}'${command && `, ${command}`}, volumeMounts: [{ name: d, mountPath: ${mountPath} }] }]
      volumes: [{ name: d, ${volume} }]
---`;

const DATA = '/var/lib/postgresql/data';
const ABOVE = '/var/lib/postgresql';

const places: readonly (readonly [image: string, path: string, verdict: Expected['verdict']])[] = [
  ['postgres:16', ABOVE, 'unknown'],
  ['postgres:17.5-alpine', ABOVE, 'unknown'],
  ['postgres', ABOVE, 'unknown'],
  ['postgis/postgis:17-3.5', ABOVE, 'unknown'],
  ['timescale/timescaledb:2.17.2-pg16', ABOVE, 'unknown'],
  ['timescale/timescaledb:latest-pg18', ABOVE, 'pass'],
  ['postgres:18', ABOVE, 'pass'],
  ['postgres:18', DATA, 'unknown'],
  ['postgres:17', DATA, 'pass'],
  ['postgres:9.6', `${DATA}/pgdata`, 'pass'],
  ['mongo:8', '/data', 'unknown'],
  ['mongo:8', '/data/db', 'pass'],
  ['mysql:9', '/var/lib', 'unknown'],
  ['mysql:9', '/var/lib/mysql', 'pass'],
  ['couchdb:3', '/opt/couchdb', 'unknown'],
  ['bitnami/postgresql:17', '/bitnami/postgresql', 'pass'],
  ['minio/minio', '/data', 'pass'],
];

const commands: readonly (readonly [image: string, command: string, verdict: Expected['verdict']])[] = [
  ['mysql:8.0', 'command: [sleep, infinity]', 'not-applicable'],
  ['mysql:8.0', 'args: [sleep, infinity]', 'not-applicable'],
  ['postgres:17', 'command: [pg_dump, -h, db, shop]', 'not-applicable'],
  ['postgres:17', 'command: [/usr/bin/psql]', 'not-applicable'],
  ['postgres:17', 'command: [docker-entrypoint.sh], args: [tail, -f, /dev/null]', 'not-applicable'],
  ['postgres:17', 'command: [sh, -c, sleep infinity]', 'not-applicable'],
  ['postgres:17', 'command: [tini, --, sleep, infinity]', 'not-applicable'],
  ['postgres:17', "command: [sh, -c, 'while true; do pg_dump shop; sleep 60; done']", 'unknown'],
  ['postgres:17', 'command: [/scripts/backup.sh]', 'unknown'],
  ['postgres:17', 'command: [bash, /scripts/start.sh]', 'unknown'],
  ['postgres:17', "args: [-c, 'max_connections=200']", 'fail'],
  ['postgres:17', "args: [postgres, -c, 'max_connections=200']", 'fail'],
  ['postgres:17', 'command: [docker-entrypoint.sh, postgres]', 'fail'],
  ['postgres:17', 'command: [sh, -c, exec postgres -D /x]', 'fail'],
  ['mysql:8.0', 'command: [/usr/sbin/mysqld]', 'fail'],
  ['mysql:8.0', 'command: [gosu, mysql, mysqld]', 'fail'],
  ['minio/minio', 'args: [server, /data]', 'fail'],
  ['cockroachdb/cockroach:v25.1.0', 'command: [cockroach, start-single-node, --insecure]', 'fail'],
];

const storageClass = (provisioner: string) => `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: old }
provisioner: ${provisioner}
---`;

const version = (minor: number) => ({
  '/version': {
    body: JSON.stringify({
      major: '1',
      minor: `${minor}`,
      gitVersion: `v1.${minor}.3`,
      platform: 'linux/amd64',
    }),
  },
});

/** Redirected since. */
const plugins: readonly (readonly [provisioner: string, since: number])[] = [
  ['kubernetes.io/cinder', 21],
  ['kubernetes.io/aws-ebs', 23],
  ['kubernetes.io/gce-pd', 23],
  ['kubernetes.io/azure-disk', 23],
  ['kubernetes.io/azure-file', 24],
  ['kubernetes.io/vsphere-volume', 25],
  ['kubernetes.io/portworx-volume', 31],
];

const pending = () => `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: lin }
provisioner: foo.csi.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { namespace: shop, name: p, uid: u-p }
spec: { storageClassName: lin, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
status: { phase: Pending }
---`;
const REGISTERED = `
apiVersion: storage.k8s.io/v1
kind: CSINode
metadata: { name: worker-1 }
spec: { drivers: [{ name: foo.csi.example.com, nodeID: worker-1 }] }
---`;
const PENDING: Expected = {
  check: 'storage/claim-pending',
  verdict: 'fail',
  object: 'PersistentVolumeClaim shop/p',
};

const claims: readonly Attempt[] = [
  {
    name: 'databases/a new claim of a registered driver without a CSIDriver',
    player: 'administrator',
    why: 'A CSIDriver is optional, and the provisioner needs time.',
    objects: pending() + REGISTERED,
    expect: [{ ...PENDING, verdict: 'unknown' }],
  },
  {
    name: 'databases/a claim of a driver that no node registers',
    player: 'administrator',
    why: 'Nothing provisions its volume.',
    objects: pending(),
    expect: [PENDING],
  },
  {
    name: 'databases/a claim without a CSIDriver, and CSINodes: 403',
    player: 'network',
    why: 'A node may register the driver.',
    objects: pending() + REGISTERED,
    answers: { '/apis/storage.k8s.io/v1/csinodes': 403 },
    expect: [{ ...PENDING, verdict: 'unknown' }],
  },
];

const attempts: readonly Attempt[] = [
  ...claims,
  ...places.map(([image, path, verdict]): Attempt => ({
    name: `databases/${image} with a claim at ${path}`,
    player: 'tenant',
    why: 'Runtimes create a volume of their own where the image declares one and nothing is mounted.',
    objects: database(image, path),
    expect: [{ check: 'storage/database-without-claim', verdict }],
  })),
  ...commands.map(([image, command, verdict]): Attempt => ({
    name: `databases/${image} without a claim and ${command}`,
    player: 'tenant',
    why: 'Only a server stores data.',
    objects: database(image, '/tmp', command, 'emptyDir: {}'),
    expect: [{ check: 'storage/database-without-claim', verdict }],
  })),
  ...plugins.flatMap(([provisioner, since]) =>
    (
      [
        [since - 1, 'low'],
        [since, 'medium'],
      ] as const
    ).map(([minor, severity]): Attempt => ({
      name: `databases/${provisioner} in Kubernetes 1.${minor} without its driver`,
      player: 'server',
      why: 'Before the redirection the plugin itself provisions the volumes.',
      objects: storageClass(provisioner),
      answers: version(minor),
      expect: [
        { check: 'storage/provisioner-removed', verdict: 'fail', severity, object: 'StorageClass old' },
      ],
    })),
  ),
  {
    name: 'databases/a plugin without its driver, and no version',
    player: 'network',
    why: 'The plugin is deprecated in every version, and nodes tell theirs.',
    objects: storageClass('kubernetes.io/aws-ebs'),
    answers: { '/version': 403 },
    expect: [
      {
        check: 'storage/provisioner-removed',
        verdict: 'fail',
        object: 'StorageClass old',
      },
    ],
  },
];
export default attempts;
