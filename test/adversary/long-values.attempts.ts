import type { Attempt } from './attempt.ts';
import { clusterBinding, clusterRole, JANE, rule } from './rbac-objects.ts';

/** Values of unusual length: the end of them counts as well, or it is unknown. */
const KEYS = 'workloads/sensitive-host-path';
const PATHS = 'storage/host-path-volume';

/** No effect on Linux, and on every runtime that cleans a path before it opens it. */
const padding = (length: number) => './'.repeat(length / 2);

const pod = (volume: string, mount = '') => `
apiVersion: v1
kind: Pod
metadata: { name: w, namespace: shop, uid: u1 }
spec:
  nodeName: worker-1
  containers: [{ name: a, image: 'x:1', volumeMounts: [{ name: d, mountPath: /d, readOnly: true${mount} }] }]
  volumes: [{ name: d, ${volume} }]
status: { phase: Running }
---`;

const claimed = (path: string, type: string) => `${pod('persistentVolumeClaim: { claimName: c }')}
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: c, namespace: shop, uid: c1 }
spec: { volumeName: pv1 }
status: { phase: Bound }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv1, uid: p1 }
spec: { claimRef: { name: c, namespace: shop, uid: c1 }, ${type}: { path: ${path} } }
status: { phase: Bound }
`;

/** No node has a path of this length; no part of it can be skipped. */
const ENDLESS = `/${'deep/'.repeat(1_000)}etc`;
const keys = { check: KEYS, verdict: 'fail', severity: 'high', object: 'Pod shop/w' } as const;
const open = { check: KEYS, verdict: 'unknown' } as const;

const paths: readonly Attempt[] = [
  ...[2_048, 2_200, 4_000, 40_000].flatMap((length) =>
    (
      [
        ['the keys', `hostPath: { path: /${padding(length)}etc/kubernetes }`, ''],
        ['the root', `hostPath: { path: /${padding(length)} }`, ''],
        ['the socket of the runtime', `hostPath: { path: /var/run/${padding(length)}docker.sock }`, ''],
        ['the keys by slashes', `hostPath: { path: '${'/'.repeat(length)}etc/kubernetes' }`, ''],
        ['the keys of Windows', `hostPath: { path: 'C:\\${'.\\'.repeat(length / 2)}etc\\kubernetes' }`, ''],
        ['keys by a subPath', 'hostPath: { path: /srv }', `, subPath: ${padding(length)}kubernetes`],
        [
          'keys by a subPathExpr',
          'hostPath: { path: /srv }',
          `, subPathExpr: ${padding(length)}kubernetes/$(X)`,
        ],
      ] as const
    ).map(([what, volume, mount]): Attempt => ({
      name: `long-values/${what} after ${length} characters without a meaning`,
      player: 'tenant',
      why: 'The API server limits no path, and the padding has no effect when it is opened.',
      objects: pod(volume, mount),
      expect: [keys],
      files: [keys],
    })),
  ),
  ...['hostPath', 'local'].map((type): Attempt => ({
    name: `long-values/a volume of the keys after padding, ${type}`,
    player: 'administrator',
    why: 'The same for the path behind a claim.',
    objects: claimed(`/${padding(2_200)}etc/kubernetes`, type),
    expect: [keys, { check: PATHS, verdict: 'fail', severity: 'high', object: 'PersistentVolume pv1' }],
  })),
  {
    name: 'long-values/a path that is stored in part',
    player: 'tenant',
    why: 'The end of it was not collected.',
    objects: pod(`hostPath: { path: ${ENDLESS} }`),
    expect: [{ ...open, object: 'Pod shop/w' }],
  },
  {
    name: 'long-values/a subPath that is stored in part',
    player: 'tenant',
    why: 'The end of it was not collected.',
    objects: pod('hostPath: { path: /srv }', `, subPath: ${ENDLESS.slice(1)}`),
    expect: [{ ...open, object: 'Pod shop/w' }],
  },
  {
    name: 'long-values/a variable that makes a subPath too long',
    player: 'tenant',
    why: 'The end of it was not collected.',
    objects: pod('hostPath: { path: /srv }', ', subPathExpr: $(X)').replace(
      "image: 'x:1',",
      `image: 'x:1', env: [{ name: X, value: ${ENDLESS.slice(1)} }],`,
    ),
    expect: [{ ...open, object: 'Pod shop/w' }],
  },
  {
    name: 'long-values/a volume whose path is stored in part',
    player: 'administrator',
    why: 'The end of its path was not collected.',
    objects: claimed(ENDLESS, 'hostPath'),
    expect: [open, { check: PATHS, verdict: 'unknown', object: 'PersistentVolume pv1' }],
  },
  {
    name: 'long-values/a long path of data',
    player: 'tenant',
    why: 'The look-alike: the longest path that Linux accepts, stored completely.',
    objects: pod(`hostPath: { path: /srv/${'data/'.repeat(700)} }`),
    expect: [
      { check: KEYS, verdict: 'pass' },
      { check: PATHS, verdict: 'fail', severity: 'low', object: 'Pod shop/w' },
    ],
  },
];

const HARMLESS = Array.from({ length: 5_000 }, () => rule('get configmaps'));
const VERBS = `{ apiGroups: [''], resources: [secrets], verbs: [${'update, '.repeat(5_000)}get, list] }`;

const lists: readonly Attempt[] = (
  [
    ['rules', [...HARMLESS, rule('get,list secrets')]],
    ['verbs', [VERBS]],
    ['resources', [VERBS.replace('resources: [secrets]', `resources: [${'pods, '.repeat(5_000)}secrets]`)]],
  ] as const
).map(([what, rules]): Attempt => ({
  name: `long-values/a permission after 5,000 ${what}`,
  player: 'administrator',
  why: 'The API server stores lists of that length, and the last item counts like the first.',
  objects: clusterRole('long', ...rules) + clusterBinding('long', 'long', JANE),
  expect: [{ check: 'identities/secret-readers', verdict: 'fail', object: 'User jane' }],
}));

export default [...paths, ...lists] satisfies readonly Attempt[];
