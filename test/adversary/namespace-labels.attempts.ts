/** Namespaces: labels that look like protection, objects that hide what a namespace is used for, and lists that are not complete. */
import type { VerdictKind } from '../../src/result/types.ts';
import type { Attempt, Expected } from './attempt.ts';

const is = (check: string, verdict: VerdictKind | readonly VerdictKind[], object?: string): Expected => ({
  check: `namespaces/${check}`,
  verdict,
  ...(object && { object }),
});

const namespace = (name: string, labels = '', more = '', status = '') => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, uid: u-${name}, creationTimestamp: '2026-01-01T00:00:00Z', labels: { kubernetes.io/metadata.name: ${name}${labels && `, ${labels}`} }${more} }
status: { phase: Active${status} }
---`;
const PSA = 'pod-security.kubernetes.io';

const pod = (place: string, name: string, spec: string, more = '') => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${place}, labels: { app: ${name} }${more} }
spec: { nodeName: worker-1, ${spec} }
status: { phase: Running, podIP: 10.244.9.8, conditions: [{ type: Ready, status: 'True' }] }
---`;
const SAFE = `securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }, containers: [{ name: a, image: 'registry.example.com/a:1', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]`;
const mounting = (path: string, readOnly: boolean) =>
  `containers: [{ name: a, image: 'registry.example.com/a:1', volumeMounts: [{ name: d, mountPath: /d, readOnly: ${readOnly} }] }], volumes: [{ name: d, hostPath: { path: '${path}' } }]`;

const role = (kind: string, name: string, rules: string, place = '') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: ${name}${place && `, namespace: ${place}`} }
rules: [${rules}]
---`;
const binding = (kind: string, name: string, to: string, subject: string, place = '') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: ${name}${place && `, namespace: ${place}`} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${to}, name: ${name} }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: '${subject}' }]
---`;
const READ = "{ apiGroups: [''], resources: [configmaps], verbs: [get, list] }";

type Row = readonly [name: string, expected: readonly Expected[], why: string, objects: string];

const byAdministrator: readonly Row[] = [
  [
    'labels and a name of CoreDNS on a workload of kube-system',
    [is('application-in-system-namespace', 'fail')],
    'Its image is no component of Kubernetes.',
    pod('kube-system', 'coredns-2', "containers: [{ name: coredns, image: 'registry.example.com/miner:1' }]"),
  ],
  [
    'a namespace with objects that run nothing',
    [is('empty', 'fail', 'Namespace idle')],
    'A ConfigMap and a ServiceAccount are no use of a namespace.',
    `${namespace('idle', `${PSA}/enforce: restricted`)}
apiVersion: v1
kind: ServiceAccount
metadata: { name: builder, namespace: idle }
---`,
  ],
  [
    'a namespace with a claim only',
    [is('empty', 'pass')],
    'A claim is data.',
    `${namespace('archive', `${PSA}/enforce: restricted`)}
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: archive }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---`,
  ],
  ...(
    [
      ['in another spelling', '/srv//exchange/'],
      ['below the other', '/srv/exchange/in'],
      ['above the other', '/srv'],
    ] as const
  ).map(([what, path]): Row => [
    `a directory of the node ${what}`,
    [is('host-path-shared', 'fail')],
    'Both mounts contain the same files.',
    pod('shop', 'writer', mounting('/srv/exchange', false)) + pod('bank', 'reader', mounting(path, true)),
  ]),
  [
    'directories with the same beginning of their names',
    [is('host-path-shared', 'pass')],
    '/srv/exchange-2 is not below /srv/exchange.',
    pod('shop', 'writer', mounting('/srv/exchange', false)) +
      pod('bank', 'reader', mounting('/srv/exchange-2', true)),
  ],
  ...(
    [
      ['a level in capitals', `${PSA}/enforce: Restricted`],
      ['a mode that does not exist', `${PSA}/enforced: restricted`],
      ['a version without v', `${PSA}/enforce: restricted, ${PSA}/enforce-version: '1.30'`],
      ['a version with zeros', `${PSA}/enforce: restricted, ${PSA}/enforce-version: v1.030`],
      ['an empty level', `${PSA}/warn: ''`],
    ] as const
  ).map(([what, labels]): Row => [
    `a label with ${what}`,
    [is('pod-security-label-invalid', 'fail', 'Namespace odd')],
    'kube-apiserver does not read it as intended.',
    namespace('odd', labels) + pod('odd', 'web', SAFE),
  ]),
  [
    'a label of another domain',
    [is('pod-security-label-invalid', 'pass')],
    'kube-apiserver reads labels of its own domain only.',
    namespace('odd', `example.com/enforce: strict, ${PSA}/enforce: restricted`) + pod('odd', 'web', SAFE),
  ],
  [
    'a level that only warns, with Pods that meet restricted',
    [
      is('pod-security-level-low', 'fail', 'Namespace odd'),
      is('pod-security-unset', 'fail', 'Namespace odd'),
    ],
    'warn and audit reject nothing.',
    namespace('odd', `${PSA}/warn: restricted, ${PSA}/audit: restricted`) + pod('odd', 'web', SAFE),
  ],
  [
    'a restricted level of an old version',
    [is('pod-security-version-pinned', 'fail', 'Namespace odd')],
    'Version 1.20 lacks later controls.',
    namespace('odd', `${PSA}/enforce: restricted, ${PSA}/enforce-version: v1.20`) + pod('odd', 'web', SAFE),
  ],
  [
    'a debug container with more permissions than the level',
    [is('pod-security-violated', 'fail', 'Namespace shop')],
    'Ephemeral containers count, too.',
    pod(
      'shop',
      'debugged',
      `${SAFE}, ephemeralContainers: [{ name: debug, image: 'busybox:1', securityContext: { privileged: true } }]`,
    ),
  ],
  [
    'an init container with more permissions than the level',
    [is('pod-security-violated', 'fail', 'Namespace shop')],
    'Init containers count, too.',
    pod(
      'shop',
      'prepared',
      `${SAFE}, initContainers: [{ name: i, image: 'busybox:1', securityContext: { privileged: true } }]`,
    ),
  ],
  [
    'ConfigMaps of kube-public for all users, by a ClusterRole',
    [is('public-namespace-readable', 'fail', 'Namespace kube-public')],
    'A RoleBinding gives the permissions of a ClusterRole in its namespace.',
    role('ClusterRole', 'notes', READ) +
      binding('RoleBinding', 'notes', 'ClusterRole', 'system:authenticated', 'kube-public'),
  ],
  [
    'ConfigMaps of all namespaces for all users',
    [is('public-namespace-readable', 'fail', 'Namespace kube-public')],
    'A ClusterRoleBinding applies in kube-public, too.',
    role('ClusterRole', 'notes', READ) +
      binding('ClusterRoleBinding', 'notes', 'ClusterRole', 'system:authenticated'),
  ],
  [
    'one more ConfigMap of kube-public, by its name',
    [is('public-namespace-readable', 'fail', 'Namespace kube-public')],
    'Only cluster-info and the CA certificate are public.',
    role(
      'Role',
      'notes',
      "{ apiGroups: [''], resources: [configmaps], resourceNames: [cluster-info, notes], verbs: [get] }",
      'kube-public',
    ) + binding('RoleBinding', 'notes', 'Role', 'system:unauthenticated', 'kube-public'),
  ],
  [
    'a namespace that waits for a finalizer',
    [is('stuck-terminating', 'fail', 'Namespace gone')],
    'It was deleted months ago.',
    namespace('gone', '', ", deletionTimestamp: '2026-02-01T00:00:00Z'").replace(
      'phase: Active',
      'phase: Terminating',
    ),
  ],
  [
    'a namespace that is deleted and reports to be active',
    [is('stuck-terminating', 'fail', 'Namespace gone')],
    'The time of the deletion counts.',
    namespace('gone', '', ", deletionTimestamp: '2026-02-01T00:00:00Z'"),
  ],
];

const byTenant: readonly Row[] = [
  [
    'workloads of kube-system by their labels, in a namespace of a tenant',
    [is('single-namespace', 'pass'), is('application-in-system-namespace', 'pass')],
    'They are applications of the namespace.',
    pod(
      'shop',
      'kube-proxy-x',
      "containers: [{ name: kube-proxy, image: 'registry.k8s.io/kube-proxy:v1.37.0' }]",
    ),
  ],
  [
    'a Secret of a tenant with a name of kube-system',
    [is('secret-in-kube-system', ['pass', 'unknown'])],
    'Secrets of other namespaces are not those of kube-system.',
    `
apiVersion: v1
kind: Secret
metadata: { name: bootstrap-token-abcdef, namespace: shop }
type: Opaque
---`,
  ],
];

const USED = `${namespace('odd', `${PSA}/warn: restricted`)}${pod('odd', 'web', SAFE)}${pod('shop', 'writer', mounting('/srv/exchange', false))}`;
const LISTS: readonly (readonly [path: string, checks: readonly string[]])[] = [
  [
    '/api/v1/namespaces',
    [
      'empty',
      'limit-range-missing',
      'pod-security-label-invalid',
      'pod-security-level-low',
      'pod-security-unset',
      'pod-security-version-pinned',
      'pod-security-violated',
      'resource-quota-missing',
      'stuck-terminating',
    ],
  ],
  [
    '/api/v1/pods',
    [
      'application-in-system-namespace',
      'empty',
      'host-path-shared',
      'secret-in-kube-system',
      'default-in-use',
    ],
  ],
  ['/api/v1/persistentvolumeclaims', ['empty']],
  ['/api/v1/services', ['empty']],
  ['/apis/rbac.authorization.k8s.io/v1/rolebindings', ['public-namespace-readable']],
  ['/apis/rbac.authorization.k8s.io/v1/roles', ['public-namespace-readable']],
  ['/api/v1/secrets', ['secret-in-kube-system']],
  ['/apis/apps/v1/deployments', ['empty', 'default-in-use']],
];

const attempts: readonly Attempt[] = [
  ...byAdministrator.map(([name, expect, why, objects]): Attempt => ({
    name: `namespace-labels/${name}`,
    player: 'administrator',
    why,
    objects,
    expect,
  })),
  ...byTenant.map(([name, expect, why, objects]): Attempt => ({
    name: `namespace-labels/${name}`,
    player: 'tenant',
    why,
    objects,
    expect,
  })),
  ...LISTS.flatMap(([path, checks]) =>
    ([403, 'cut'] as const).map((answer): Attempt => ({
      name: `namespace-labels/${path.slice(path.lastIndexOf('/') + 1)}: ${answer}`,
      player: 'network',
      why: 'What rests on a list is unknown without it.',
      objects: USED,
      answers: { [path]: answer },
      expect: checks.map((check) => is(check, 'unknown')),
    })),
  ),
];

export default attempts;
