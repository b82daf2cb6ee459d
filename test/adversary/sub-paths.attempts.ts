import type { Attempt } from './attempt.ts';

/** Directories of a node that a path does not name: through variables, aliases, and claims that do not exist yet. */
const KEYS = 'workloads/sensitive-host-path';
const PATHS = 'storage/host-path-volume';

const pod = (path: string, mount: string, env = '', more = '') => `
apiVersion: v1
kind: Pod
metadata: { name: w, namespace: shop, uid: u1 }
spec:
  nodeName: worker-1
  containers: [{ name: a, image: 'x:1', ${env} volumeMounts: [{ name: d, mountPath: /d, readOnly: true${mount} }] }]
  volumes: [{ name: d, hostPath: { path: ${path} } }]
status: { phase: Running }
---${more}`;

const deployment = (path: string, mount: string, env: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: w, namespace: shop }
spec:
  selector: { matchLabels: { app: w } }
  template:
    metadata: { labels: { app: w } }
    spec:
      containers: [{ name: a, image: 'x:1', ${env} volumeMounts: [{ name: d, mountPath: /d${mount} }] }]
      volumes: [{ name: d, hostPath: { path: ${path} } }]
`;

const X = 'env: [{ name: X, value: kubernetes }],';
const VALUE_OF_FIELD = `{ name: X, valueFrom: { fieldRef: { fieldPath: "metadata.annotations['a']" } } }`;
const FIELD = `env: [${VALUE_OF_FIELD}],`;
const SECRET = 'env: [{ name: X, valueFrom: { secretKeyRef: { name: s, key: k } } }],';

/** [name, path, expression, environment, verdict of the keys]. */
type Row = readonly [string, string, string, string, 'fail' | 'unknown' | 'pass'];
const ROWS: readonly Row[] = [
  ['a variable', '/srv', '$(X)', X, 'fail'],
  ['none', '/srv', 'kubernetes', '', 'fail'],
  ['a variable below keys', '/srv', 'kubernetes/$(X)', FIELD, 'fail'],
  ['a part of a name', '/srv', 'kuber$(X)', 'env: [{ name: X, value: netes }],', 'fail'],
  ['a variable of a variable', '/srv', '$(Y)', X.replace(']', ", { name: Y, value: '$(X)/pki' }]"), 'fail'],
  ['the later of two', '/srv', '$(X)', X.replace('[', '[{ name: X, value: a }, '), 'fail'],
  ['a value with a file before it', '/srv', '$(X)', `${X} envFrom: [{ configMapRef: { name: c } }],`, 'fail'],
  ['a socket below anything', '/data', '$(X)/docker.sock', FIELD, 'fail'],
  ['a field of the pod', '/srv', '$(X)', FIELD, 'unknown'],
  ['a Secret', '/etc/ssl', '$(X)', SECRET, 'unknown'],
  [
    'a variable that may be a secret',
    '/srv',
    '$(PASSWORD)',
    'env: [{ name: PASSWORD, value: kubernetes }],',
    'unknown',
  ],
  ['a ConfigMap', '/mnt', '$(X)-1', 'envFrom: [{ configMapRef: { name: c } }],', 'unknown'],
  ['a variable that is not set, or set by a Service', '/opt', '$(X)/etc/kubernetes/ssl', '', 'unknown'],
  [
    'a variable from an object that is not collected',
    '/srv',
    '$(Y)',
    `env: [${VALUE_OF_FIELD}, { name: Y, value: '$(X)' }],`,
    'unknown',
  ],
  ['the end of a name', '/srv', 'k$(X)', FIELD, 'unknown'],
  ['another beginning', '/srv', 'data-$(X)', FIELD, 'pass'],
  ['a dollar sign', '/srv', '$$(X)', X, 'pass'],
  ['a field below data', '/var/log/shop', '$(X)', FIELD, 'pass'],
  ['a value that is data', '/srv', '$(X)', X.replace('kubernetes', 'shop'), 'pass'],
];

const expressions: readonly Attempt[] = [
  ...ROWS.map(([what, path, expression, env, verdict]): Attempt => ({
    name: `sub-paths/${expression} below ${path}: ${what}`,
    player: 'tenant',
    why: 'The kubelet expands the variables; values in the pod are known, and values from other objects are not.',
    objects: pod(path, `, subPathExpr: '${expression}'`, env),
    expect: [{ check: KEYS, verdict, ...(verdict === 'pass' ? {} : { object: 'Pod shop/w' }) }],
  })),
  {
    name: 'sub-paths/a variable in the template of a Deployment',
    player: 'tenant',
    why: 'A template is evaluated like a pod.',
    objects: deployment('/srv', ', subPathExpr: $(X)', X),
    expect: [{ check: KEYS, verdict: 'fail', severity: 'high', object: 'Deployment shop/w' }],
    files: [{ check: KEYS, verdict: 'fail', severity: 'high', object: 'Deployment shop/w' }],
  },
  {
    name: 'sub-paths/a field below the logs of the node',
    player: 'tenant',
    why: 'The look-alike: common usage in charts; every path is below one directory.',
    objects: pod('/var/log', ', subPathExpr: $(X)', FIELD.replace(/"[^"]*"/, 'metadata.name')),
    expect: [
      { check: KEYS, verdict: 'pass' },
      { check: PATHS, verdict: 'fail', severity: 'medium', object: 'Pod shop/w' },
    ],
  },
];

const system = (osImage: string) => `
apiVersion: v1
kind: Node
metadata: { name: other, labels: { kubernetes.io/os: linux } }
status: { nodeInfo: { operatingSystem: linux, osImage: '${osImage}' }, conditions: [{ type: Ready, status: 'True' }] }
`;

const names: readonly Attempt[] = [
  ...[
    ['/mnt/stateful_partition/var/lib/kubelet/pki', ''],
    ['/mnt/stateful_partition/var', ''],
    ['/mnt/stateful_partition', ''],
    ['/mnt', system('Container-Optimized OS from Google')],
    ['/local/var/lib/kubelet/pki', ''],
    ['/local/var', ''],
    ['/local/var/lib/kubelet/kubeconfig', ''],
    ['/local', system('Bottlerocket OS 1.50.0 (aws-k8s-1.34)')],
    ['/mnt/k8s-disks/0/kubelet/pki', ''],
    ['/.snapshots/12/snapshot/etc/kubernetes', ''],
    ['/.snapshots', ''],
    ['/.zfs/snapshot/daily/var/lib/etcd', ''],
    ['/writable/system-data/etc/kubernetes', ''],
    ['/writable', ''],
    ['/proc/1/root/local/var/lib/kubelet/pki', ''],
  ].map(([path = '', more]): Attempt => ({
    name: `sub-paths/the keys as ${path}`,
    player: 'tenant',
    why: 'The system of the node has the same directory under this name.',
    objects: pod(path, '', '', more),
    expect: [{ check: KEYS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }],
  })),
  {
    name: 'sub-paths/the keys of Container-Optimized OS by a subPath',
    player: 'tenant',
    why: 'The same by two steps.',
    objects: pod('/mnt', ', subPath: stateful_partition/var/lib/kubelet/pki'),
    expect: [{ check: KEYS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }],
  },
  ...[
    '/mnt',
    '/local',
    '/local/data',
    '/mnt/k8s-disks/0',
    '/mnt/k8s-disks',
    '/mnt/disks/ssd0',
    '/writable-not',
    '/srv/.snapshots',
  ].map((path): Attempt => ({
    name: `sub-paths/data in ${path}`,
    player: 'tenant',
    why: 'The look-alike: on most nodes this is a disk for data.',
    objects: pod(path, ''),
    expect: [
      { check: KEYS, verdict: 'pass' },
      { check: PATHS, verdict: 'fail', severity: 'low', object: 'Pod shop/w' },
    ],
  })),
  ...['/run/snapd.socket', '/run/libvirt/virtqemud-sock', '/var/lib/rancher/agent'].map((path): Attempt => ({
    name: `sub-paths/a pod that reads ${path}`,
    player: 'tenant',
    why: 'A client that connects, or has the login, controls a process of root.',
    objects: pod(path, ''),
    expect: [{ check: PATHS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }],
  })),
  ...['/var/lib/dpkg', '/var/lib/rpm'].flatMap((path): Attempt[] => [
    {
      name: `sub-paths/a pod that writes ${path}`,
      player: 'tenant',
      why: 'Scripts in it run as root when packages change.',
      objects: pod(path, '').replace(', readOnly: true', ''),
      expect: [{ check: PATHS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' }],
    },
    {
      name: `sub-paths/a pod that reads ${path}`,
      player: 'tenant',
      why: 'The look-alike: scanners read installed packages, which are no secret.',
      objects: pod(path, ''),
      expect: [{ check: PATHS, verdict: 'pass' }],
    },
  ]),
];

const volume = (more = '', path = '/etc/kubernetes') => `
apiVersion: v1
kind: PersistentVolume
metadata: { name: p }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], storageClassName: m, hostPath: { path: ${path} }${more} }
---`;
const wants = (name: string) =>
  `{ accessModes: [ReadWriteOnce], storageClassName: m, volumeName: ${name}, resources: { requests: { storage: 1Gi } } }`;
const set = (name = 'p') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { namespace: shop, name: s }
spec:
  serviceName: s
  selector: { matchLabels: { app: s } }
  template:
    metadata: { labels: { app: s } }
    spec: { containers: [{ name: x, image: x/x:1, volumeMounts: [{ name: v, mountPath: /v }] }] }
  volumeClaimTemplates: [{ metadata: { name: v }, spec: ${wants(name)} }]
---`;
const ephemeral = `
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: e }
spec:
  containers: [{ name: x, image: x/x:1, volumeMounts: [{ name: v, mountPath: /v }] }]
  volumes: [{ name: v, ephemeral: { volumeClaimTemplate: { spec: ${wants('p')} } } }]
---`;
const keysOf = (object: string) => ({ check: KEYS, verdict: 'fail', severity: 'high', object }) as const;

const claims: readonly Attempt[] = [
  ...(
    [
      ['a StatefulSet', volume() + set(), 'StatefulSet shop/s'],
      ['an ephemeral volume', volume() + ephemeral, 'Pod shop/e'],
      [
        'a volume that is reserved for it',
        volume(', claimRef: { namespace: shop, name: v-s-0 }') + set(),
        'StatefulSet shop/s',
      ],
    ] as const
  ).map(([what, objects, object]): Attempt => ({
    name: `sub-paths/a claim template names its volume: ${what}`,
    player: 'tenant',
    why: 'The claim that is created from it gets that volume and no other.',
    objects,
    expect: [keysOf(object)],
    files: [keysOf(object)],
    complete: true,
  })),
  ...(
    [
      [
        'a volume that is reserved for another claim',
        volume(', claimRef: { namespace: shop, name: other }') + set(),
      ],
      [
        'a volume that is reserved for another namespace',
        volume(', claimRef: { namespace: ops, name: v-s-0 }') + set(),
      ],
      ['another volume', volume() + set('q')],
      ['a volume of data', volume('', '/srv/data') + set()],
    ] as const
  ).map(([what, objects]): Attempt => ({
    name: `sub-paths/a claim template names ${what}`,
    player: 'tenant',
    why: 'The look-alike: it gets no keys.',
    objects,
    expect: [{ check: KEYS, verdict: 'pass' }],
  })),
];

export default [...expressions, ...names, ...claims] satisfies readonly Attempt[];
