import type { Attempt, Expected } from './attempt.ts';
import { baseWorld } from './world.ts';

/** uid of an object of the base cluster: a tenant can read it, and write it into an owner reference. */
function uidOf(path: string, name: RegExp): string {
  const found = (baseWorld().items[path] ?? []).find((item) => name.test(nameOf(item)));
  return (found as { metadata: { uid: string } } | undefined)?.metadata.uid ?? '';
}

function nameOf(item: object): string {
  const { namespace = '', name } = (item as { metadata: { namespace?: string; name: string } }).metadata;
  return `${namespace}/${name}`;
}

const DEPLOYMENTS = '/apis/apps/v1/deployments';
const REPLICA_SETS = '/apis/apps/v1/replicasets';
const WEB = uidOf(DEPLOYMENTS, /^shop\/web$/);
const WEB_SET = uidOf(REPLICA_SETS, /^shop\/web-/);
const WEB_SET_NAME =
  (baseWorld().items[REPLICA_SETS] ?? []).map(nameOf).find((name) => name.startsWith('shop/web-')) ?? '';
const LEDGER = uidOf(DEPLOYMENTS, /^bank\/ledger$/);
const CALICO = uidOf('/apis/apps/v1/daemonsets', /^kube-system\/calico-node$/);
const WORKER = uidOf('/api/v1/nodes', /^\/worker-1$/);

/** The requirements of the level restricted, as flow mappings. */
const POD =
  'securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: RuntimeDefault } }';
const SOUND = 'allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] }';
const PRIVILEGED = 'privileged: true, capabilities: { drop: [ALL] }';

interface Spec {
  /** Fields of the container's security context; '' = none. */
  context?: string;
  /** Further fields of the container. */
  container?: string;
  /** Fields of the pod, a line each; with POD unless given otherwise. */
  pod?: readonly string[];
  sound?: boolean;
  image?: string;
}

/** A pod spec in flow style. */
function spec({
  context = SOUND,
  container = '',
  pod = [],
  sound = true,
  image = 'registry.example.com/shop/x:1',
}: Spec = {}): string {
  const own = [`name: c, image: '${image}'`, context && `securityContext: { ${context} }`, container];
  const fields = [...(sound ? [POD, 'automountServiceAccountToken: false'] : []), ...pod];
  return `{ ${[...fields, `containers: [{ ${own.filter(Boolean).join(', ')} }]`].join(', ')} }`;
}

/** On worker-1, running. */
const pod = (
  name: string,
  body: string,
  { meta = '', node = 'worker-1', namespace = 'shop', status = 'phase: Running' } = {},
): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, uid: uid-of-${name}${meta && `, ${meta}`} }
spec: ${node ? body.replace('{', `{ nodeName: ${node},`) : body}
status: { ${status}, conditions: [{ type: Ready, status: 'True' }] }
---`;

const owner = (kind: string, name: string, uid: string, api = 'apps/v1', controller = true): string =>
  `ownerReferences: [{ apiVersion: ${api}, kind: ${kind}, name: ${name}, uid: ${uid}${controller ? ', controller: true' : ''} }]`;

const controller = (
  kind: string,
  name: string,
  body: string,
  {
    api = 'apps/v1',
    fields = 'replicas: 1',
    meta = '',
    status = '',
    annotations = '',
    namespace = 'shop',
  } = {},
): string => {
  const template = `template: { metadata: { labels: { app: ${name} }${annotations && `, annotations: { ${annotations} }`} }, spec: ${body} }`;
  return `
apiVersion: ${api}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace}, uid: uid-of-${name}, generation: 1${meta && `, ${meta}`} }
spec: { ${[fields, kind === 'CronJob' ? `schedule: '@daily', jobTemplate: { spec: { ${template} } }` : `selector: { matchLabels: { app: ${name} } }, ${template}`].filter(Boolean).join(', ')} }
${status && `status: { ${status} }`}
---`;
};

/** A Deployment with its ReplicaSet and pods of these specs. */
const rollout = (name: string, template: string, pods: readonly string[], status = ''): string =>
  [
    controller('Deployment', name, template, { fields: `replicas: ${pods.length}`, status }),
    `
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: ${name}-1, namespace: shop, uid: uid-of-${name}-1, ${owner('Deployment', name, `uid-of-${name}`)} }
---`,
    ...pods.map((body, index) =>
      pod(`${name}-1-${'abcdefgh'[index] ?? ''}`, body, {
        meta: owner('ReplicaSet', `${name}-1`, `uid-of-${name}-1`),
      }),
    ),
  ].join('');

const check = (
  id: string,
  verdict: Expected['verdict'],
  object?: string,
  severity?: Expected['severity'],
): Expected => ({
  check: id,
  verdict,
  ...(object && { object }),
  ...(severity && { severity }),
});

const privileged = (object: string): Expected[] => [
  check('workloads/privileged-container', 'fail', object, 'high'),
];

/** Settings whose absence is a risk on Linux, each reported once for the cluster. */
const UNSET = [
  'workloads/root-container',
  'workloads/privilege-escalation',
  'workloads/capabilities-not-dropped',
  'workloads/raw-sockets',
  'workloads/seccomp-unset',
] as const;
const unset = (verdict: Expected['verdict']): Expected[] => UNSET.map((id) => check(id, verdict));

const BARE = spec({ context: '', sound: false });
const KEYS = 'workloads/sensitive-host-path';
const PATHS = 'storage/host-path-volume';

const MIRROR =
  "kubernetes.io/config.mirror: abc, kubernetes.io/config.source: file, kubernetes.io/config.hash: abc, kubernetes.io/config.seen: '2026-11-01T00:00:00Z'";

const claims: readonly Attempt[] = [
  ...[
    ['the mirror annotation', 'p', `annotations: { kubernetes.io/config.mirror: abc }`],
    ['all annotations of a kubelet', 'p', `annotations: { ${MIRROR} }`],
    ["a tenant's annotation for manifests", 'p', `annotations: { archmap.io/static-manifest: 'true' }`],
    ['a node as its owner', 'p', owner('Node', 'worker-1', WORKER, 'v1')],
    ['a node as its owner, not as its controller', 'p', owner('Node', 'worker-1', WORKER, 'v1', false)],
    [
      'name, annotations and owner of a mirror pod',
      'kube-proxy-worker-1',
      `annotations: { ${MIRROR} }, ${owner('Node', 'worker-1', WORKER, 'v1')}`,
    ],
  ].map(([what = '', name = '', meta = '']): Attempt => ({
    name: `workloads/a pod with ${what}`,
    player: 'tenant',
    why: 'Any user who may create a pod writes its metadata; a kubelet creates mirror pods only in the namespaces of the system.',
    objects: pod(name, spec({ context: PRIVILEGED, pod: ['hostPID: true'] }), { meta }),
    expect: [...privileged(`Pod shop/${name}`), check('workloads/host-pid', 'fail', `Pod shop/${name}`)],
    files: privileged(`Pod shop/${name}`),
  })),
  {
    name: 'workloads/the mirror annotation in the template of a Deployment',
    player: 'tenant',
    why: 'The author of a template writes the properties of its pods.',
    objects: controller('Deployment', 'till', spec({ context: PRIVILEGED }), { annotations: MIRROR }),
    expect: privileged('Deployment shop/till'),
    files: privileged('Deployment shop/till'),
  },
  ...(
    [
      [
        'the DaemonSet of the network, in another namespace',
        owner('DaemonSet', 'calico-node', CALICO),
        'Pod shop/p',
      ],
      ['the Deployment of another team', owner('Deployment', 'ledger', LEDGER), 'Pod shop/p'],
      ['a DaemonSet that does not exist', owner('DaemonSet', 'agent', 'no-such-uid'), 'Pod shop/p'],
      [
        'a Deployment of its namespace with another uid',
        owner('Deployment', 'web', 'no-such-uid'),
        'Pod shop/p',
      ],
      // No StatefulSet is listed, and a running pod has one as its owner: the list is incomplete, and the pod is evaluated regardless.
      [
        'a Deployment of its namespace under another kind',
        owner('StatefulSet', 'web', WEB),
        'StatefulSet shop/web',
      ],
      [
        'a secure Deployment of its namespace, by its uid',
        owner('Deployment', 'web', WEB),
        'Deployment shop/web',
      ],
      [
        'the ReplicaSet of a secure Deployment, by its uid',
        owner('ReplicaSet', WEB_SET_NAME.replace('shop/', ''), WEB_SET),
        'Deployment shop/web',
      ],
      ['an unknown controller', owner('Agent', 'guard', 'x', 'guard.example.com/v1'), 'Agent shop/guard'],
      ['a CronJob by a Job that does not exist', owner('Job', 'backup-29401', 'x', 'batch/v1'), 'Pod shop/p'],
    ] as const
  ).map(([what, meta, object]): Attempt => ({
    name: `workloads/a privileged pod that claims as its owner ${what}`,
    player: 'tenant',
    why: 'The author of a pod writes its owner references. One without an owner object is ignored, and one with an owner object hides no template.',
    objects: pod('p', spec({ context: PRIVILEGED }), { meta }),
    expect: privileged(object),
  })),
  {
    name: 'workloads/the ReplicaSets are refused, and a pod has a name like one of theirs',
    player: 'tenant',
    why: 'Names group pods for display only; each template is still evaluated.',
    objects: pod('web-zzz', spec({ context: PRIVILEGED }), {
      meta: `labels: { pod-template-hash: 7678b48dd }, ${owner('ReplicaSet', 'web-7678b48dd', 'x')}`,
    }),
    answers: { [REPLICA_SETS]: 403 },
    expect: privileged('Deployment shop/web'),
  },
  {
    name: 'workloads/one privileged pod among many of a controller that is not listed',
    player: 'tenant',
    why: 'Pods of a custom controller are shown as one workload, and every template of it is evaluated.',
    objects: Array.from({ length: 30 }, (_, index) =>
      pod(`runner-${index}`, spec(index === 17 ? { context: PRIVILEGED } : {}), {
        meta: owner('RunnerSet', 'ci', 'rs1', 'actions.example.com/v1'),
      }),
    ).join(''),
    expect: [...privileged('RunnerSet shop/ci'), check('workloads/privileged-container', 'fail')],
  },
];

/** Settings that a container has to set itself, whatever its pod sets. */
const SIDECAR = [
  'workloads/privilege-escalation',
  'workloads/capabilities-not-dropped',
  'workloads/raw-sockets',
].map((id) => check(id, 'fail'));

const templates: readonly Attempt[] = [
  {
    name: 'workloads/a rollout from harmless to privileged, one old pod left',
    player: 'tenant',
    why: 'The next pods of the controller are privileged.',
    objects: rollout('till', spec({ context: PRIVILEGED }), [spec()]),
    expect: privileged('Deployment shop/till'),
    files: privileged('Deployment shop/till'),
  },
  {
    name: 'workloads/a rollout from privileged to harmless, one old pod left',
    player: 'tenant',
    why: 'The old pod runs until the rollout has removed it.',
    objects: rollout('till', spec(), [spec(), spec({ context: PRIVILEGED })]),
    expect: privileged('Deployment shop/till'),
    files: privileged('Deployment shop/till'),
  },
  {
    name: 'workloads/a Deployment scaled to zero with a privileged template',
    player: 'tenant',
    why: 'One command starts it.',
    objects: controller('Deployment', 'till', spec({ context: PRIVILEGED }), { fields: 'replicas: 0' }),
    expect: privileged('Deployment shop/till'),
    files: privileged('Deployment shop/till'),
  },
  {
    name: 'workloads/a suspended CronJob with a privileged template',
    player: 'tenant',
    why: 'As with zero replicas.',
    objects: controller('CronJob', 'night', spec({ context: PRIVILEGED }), {
      api: 'batch/v1',
      fields: 'suspend: true',
    }),
    expect: privileged('CronJob shop/night'),
    files: privileged('CronJob shop/night'),
  },
  {
    name: 'workloads/a CronJob with a privileged template and an old harmless pod',
    player: 'tenant',
    why: 'The next run is privileged.',
    objects:
      controller('CronJob', 'night', spec({ context: PRIVILEGED }), { api: 'batch/v1', fields: '' }) +
      controller('Job', 'night-29401', spec(), {
        api: 'batch/v1',
        fields: '',
        meta: owner('CronJob', 'night', 'uid-of-night', 'batch/v1'),
      }) +
      pod('night-29401-a', spec(), { meta: owner('Job', 'night-29401', 'uid-of-night-29401', 'batch/v1') }),
    expect: privileged('CronJob shop/night'),
  },
  {
    name: 'workloads/a Job under a secure CronJob, with another template and no pod yet',
    player: 'tenant',
    why: 'Any user can create a Job with a CronJob as its owner; its pods are created from its own template.',
    objects:
      controller('CronJob', 'night', spec(), { api: 'batch/v1', fields: '' }) +
      controller('Job', 'night-1', spec({ context: PRIVILEGED }), {
        api: 'batch/v1',
        fields: 'suspend: true',
        meta: owner('CronJob', 'night', 'uid-of-night', 'batch/v1'),
      }),
    expect: privileged('CronJob shop/night'),
    files: privileged('CronJob shop/night'),
  },
  {
    name: 'workloads/a finished Job of a CronJob whose template was fixed',
    player: 'administrator',
    why: 'A finished Job creates no more pods: history is no risk.',
    objects:
      controller('CronJob', 'night', spec(), { api: 'batch/v1', fields: '' }) +
      controller('Job', 'night-1', spec({ context: PRIVILEGED }), {
        api: 'batch/v1',
        fields: '',
        meta: owner('CronJob', 'night', 'uid-of-night', 'batch/v1'),
        status: "succeeded: 1, conditions: [{ type: Complete, status: 'True' }]",
      }),
    expect: [check('workloads/privileged-container', 'pass')],
  },
  {
    name: 'workloads/one pod of a StatefulSet with the PID namespace of its node',
    player: 'tenant',
    why: 'Any pod may differ from its siblings.',
    objects:
      controller('StatefulSet', 'db', spec()) +
      pod('db-0', spec(), { meta: owner('StatefulSet', 'db', 'uid-of-db') }) +
      pod('db-1', spec({ pod: ['hostPID: true'] }), { meta: owner('StatefulSet', 'db', 'uid-of-db') }),
    expect: [check('workloads/host-pid', 'fail', 'StatefulSet shop/db', 'medium')],
  },
  ...(
    [
      ['hostNetwork: true', 'workloads/host-network'],
      ['hostIPC: true', 'workloads/host-ipc'],
      ['hostPID: true', 'workloads/host-pid'],
    ] as const
  ).map(([field, id]): Attempt => ({
    name: `workloads/only the second of two pods has ${field}`,
    player: 'tenant',
    why: 'The first pod is evaluated on its own.',
    objects: rollout('till', spec(), [spec(), spec({ pod: [field] })]),
    expect: [check(id, 'fail', 'Deployment shop/till')],
    files: [check(id, 'fail', 'Deployment shop/till')],
  })),
  {
    name: 'workloads/only the template names its storage server',
    player: 'tenant',
    why: 'The next pods mount it.',
    objects: rollout('till', spec({ pod: ['volumes: [{ name: v, nfs: { server: nas, path: /x } }]'] }), [
      spec(),
    ]),
    expect: [check('storage/inline-remote-volume', 'fail', 'Deployment shop/till')],
    files: [check('storage/inline-remote-volume', 'fail', 'Deployment shop/till')],
  },
  {
    name: 'workloads/only an old pod uses a Secret as a variable',
    player: 'tenant',
    why: 'It uses the Secret until it ends.',
    objects: rollout('till', spec(), [
      spec({ container: 'env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: k } } }]' }),
    ]),
    expect: [check('workloads/secret-in-environment', 'fail')],
    files: [check('workloads/secret-in-environment', 'fail')],
  },
  {
    name: 'workloads/a sidecar from admission keeps its capabilities',
    player: 'tenant',
    why: 'It runs next to the application, whatever added it.',
    objects: rollout(
      'till',
      spec(),
      [spec().replace('containers: [', "containers: [{ name: proxy, image: 'proxy:1' }, ")],
      'observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1',
    ),
    expect: SIDECAR,
    files: SIDECAR,
  },
  {
    name: 'workloads/admission adds missing fields of a template, in every pod',
    player: 'administrator',
    why: 'The controller counts every pod as created from this template: admission added their other fields.',
    objects: rollout(
      'till',
      spec({ context: '', sound: false, pod: ['automountServiceAccountToken: false'] }),
      [spec(), spec()],
      'observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2',
    ),
    expect: unset('pass'),
  },
  {
    name: 'workloads/admission adds missing fields of a template, and pods may not be read',
    player: 'network',
    why: 'The controller counts two pods of this template, which would contain the fields that admission added.',
    objects: rollout(
      'till',
      spec({ context: '', sound: false, pod: ['automountServiceAccountToken: false'] }),
      [spec(), spec()],
      'observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2',
    ),
    answers: { '/api/v1/pods': 403 },
    expect: unset('unknown'),
  },
  ...(
    [
      ['the rollout is in progress', 'observedGeneration: 1, replicas: 2, updatedReplicas: 1'],
      [
        'the controller has not observed the change',
        'observedGeneration: 0, replicas: 2, updatedReplicas: 2',
      ],
      ['the controller reports no status', ''],
      ['a pod exists that it does not count', 'observedGeneration: 1, replicas: 1, updatedReplicas: 1'],
    ] as const
  ).map(([what, status]): Attempt => ({
    name: `workloads/secure pods with a template without settings, and ${what}`,
    player: 'tenant',
    why: 'Secure pods may belong to the previous template, or another owner: the next pods are not known to be completed.'.replace(
      '’',
      "'",
    ),
    objects: rollout('till', BARE, [spec(), spec()], status),
    expect: unset('fail'),
    files: unset('fail'),
  })),
];

const ephemeral: readonly Attempt[] = (
  [
    [
      'privileged',
      spec({
        pod: ['ephemeralContainers: [{ name: d, image: busybox, securityContext: { privileged: true } }]'],
      }),
      privileged('Pod shop/p'),
    ],
    [
      'a mount of the keys of the node',
      spec({
        pod: [
          'volumes: [{ name: h, hostPath: { path: /etc/kubernetes } }]',
          `ephemeralContainers: [{ name: d, image: busybox, securityContext: { ${SOUND} }, volumeMounts: [{ name: h, mountPath: /h }] }]`,
        ],
      }),
      [check(KEYS, 'fail', 'Pod shop/p', 'high')],
    ],
    [
      'the permissions of the kernel',
      spec({
        pod: [
          'ephemeralContainers: [{ name: d, image: busybox, securityContext: { capabilities: { drop: [ALL], add: [SYS_ADMIN] } } }]',
        ],
      }),
      [check('workloads/capability-added', 'fail', 'Pod shop/p', 'high')],
    ],
    [
      'a Secret in its environment',
      spec({
        pod: [
          `ephemeralContainers: [{ name: d, image: busybox, securityContext: { ${SOUND} }, envFrom: [{ secretRef: { name: s } }] }]`,
        ],
      }),
      [check('workloads/secret-in-environment', 'fail')],
    ],
    [
      'no settings',
      spec({ sound: false, pod: ['ephemeralContainers: [{ name: d, image: busybox }]'] }),
      unset('fail'),
    ],
    [
      'a process of a Windows host',
      spec({
        pod: [
          'hostNetwork: true',
          'ephemeralContainers: [{ name: d, image: busybox, securityContext: { windowsOptions: { hostProcess: true } } }]',
        ],
      }),
      [check('workloads/windows-host-process', 'fail', 'Pod shop/p', 'high')],
    ],
  ] as const
).map(([what, body, expected]): Attempt => ({
  name: `workloads/an ephemeral container with ${what}`,
  player: 'tenant',
  why: 'kubectl debug leaves it in the pod until the pod is deleted; Pod Security evaluates it like any container.',
  objects: pod('p', body),
  expect: expected,
  files: expected,
}));

const WINDOWS_NODE = (name: string) => `
apiVersion: v1
kind: Node
metadata: { name: ${name}, uid: uid-of-${name}, labels: { kubernetes.io/os: windows } }
status:
  nodeInfo: { operatingSystem: windows, kubeletVersion: v1.37.2, containerRuntimeVersion: 'containerd://2.1.4', osImage: Windows Server 2022 }
  conditions: [{ type: Ready, status: 'True' }]
---`;

const RUNTIME_CLASS = `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: windows-2022 }
handler: runhcs
scheduling: { nodeSelector: { kubernetes.io/os: windows } }
---`;

const affinity = (...terms: readonly string[]) =>
  `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms.map((term) => `{ matchExpressions: [${term}] }`).join(', ')}] } } }`;
const on = (operator: string, ...systems: readonly string[]) =>
  `{ key: kubernetes.io/os, operator: ${operator}, values: [${systems.join(', ')}] }`;
const requesting = (...fields: readonly string[]) =>
  spec({ context: '', sound: false, pod: ['automountServiceAccountToken: false', ...fields] });
const SELECTOR = 'nodeSelector: { kubernetes.io/os: windows }';

const windows: readonly Attempt[] = [
  ...(
    [
      ['spec.os', 'os: { name: windows }', 'pass'],
      ['a selector', SELECTOR, 'pass'],
      ['a selector by the deprecated label', 'nodeSelector: { beta.kubernetes.io/os: windows }', 'pass'],
      ['affinity', affinity(on('In', 'windows')), 'pass'],
      ['affinity that excludes Linux', affinity(on('NotIn', 'linux')), 'pass'],
      ['affinity in all of its terms', affinity(on('In', 'windows'), on('In', 'windows')), 'pass'],
      ['spec.os, for Linux', 'os: { name: linux }', 'fail'],
      ['affinity that allows both', affinity(on('In', 'windows', 'linux')), 'fail'],
      [
        'affinity in one of two terms',
        affinity(on('In', 'windows'), '{ key: pool, operator: Exists }'),
        'fail',
      ],
      [
        'a preference',
        `affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [${on('In', 'windows')}] } }] } }`,
        'fail',
      ],
      ['a toleration', 'tolerations: [{ key: os, value: windows, effect: NoSchedule }]', 'fail'],
      [
        'selectors that contradict each other',
        'nodeSelector: { kubernetes.io/os: linux, beta.kubernetes.io/os: windows }',
        'fail',
      ],
      ['a selector against spec.os', `os: { name: linux }, ${SELECTOR}`, 'fail'],
      ['a RuntimeClass that does not exist', 'runtimeClassName: windows', 'fail'],
    ] as const
  ).map(([what, field, verdict]): Attempt => ({
    name: `workloads/no settings, for Windows by ${what}`,
    player: 'tenant',
    why:
      verdict === 'pass'
        ? 'A kubelet of Linux refuses such a pod, and these settings do not exist on Windows.'
        : 'It may be scheduled to Linux.',
    objects: controller('Deployment', 'iis', requesting(field)),
    expect: unset(verdict),
    ...(verdict === 'fail' && { files: unset('fail') }),
  })),
  {
    name: 'workloads/no settings, for Windows by its RuntimeClass',
    player: 'administrator',
    why: 'The API server writes the selector of the class into every pod of it.',
    objects: RUNTIME_CLASS + controller('Deployment', 'iis', requesting('runtimeClassName: windows-2022')),
    expect: unset('pass'),
  },
  ...(
    [
      ['a selector', SELECTOR],
      ['affinity', affinity(on('In', 'windows'))],
      ['spec.os', 'os: { name: windows }'],
    ] as const
  ).map(([what, field]): Attempt => ({
    name: `workloads/no settings, for Windows by ${what}, on a node of Linux`,
    player: 'tenant',
    why: 'spec.nodeName bypasses the scheduler; the operating system of the node decides.',
    objects: pod('p', requesting(field)),
    expect: unset('fail'),
  })),
  {
    name: 'workloads/no settings, on a node of Windows, without a selector',
    player: 'administrator',
    why: 'The node runs Windows: these settings have no effect there.',
    objects: WINDOWS_NODE('win-1') + pod('p', requesting(), { node: 'win-1' }),
    expect: unset('pass'),
  },
  {
    name: 'workloads/one of two pods for Windows runs on Linux',
    player: 'tenant',
    why: 'One is enough.',
    objects:
      WINDOWS_NODE('win-1') +
      pod('p', requesting(SELECTOR), { node: 'win-1' }) +
      pod('q', requesting(SELECTOR)),
    expect: unset('fail'),
  },
  {
    name: 'workloads/a pod for Windows on a node that may not be read',
    player: 'network',
    why: 'The operating system of the node is not known: neither a risk nor a pass.',
    objects: pod('p', requesting(SELECTOR)),
    answers: { '/api/v1/nodes': 403 },
    expect: unset('unknown'),
  },
  {
    name: 'workloads/no settings, with a RuntimeClass that may not be read',
    player: 'network',
    why: 'The class may send its pods to Windows.',
    objects: RUNTIME_CLASS + controller('Deployment', 'iis', requesting('runtimeClassName: windows-2022')),
    answers: { '/apis/node.k8s.io/v1/runtimeclasses': 403 },
    expect: unset('unknown'),
  },
  {
    name: 'workloads/a neighbor that selects Windows, and nodes that may not be read',
    player: 'network',
    why: 'The selector of a tenant is no evidence about the nodes of other pods.',
    objects:
      controller('Deployment', 'iis', requesting(SELECTOR)) + pod('p', requesting(), { namespace: 'bank' }),
    answers: { '/api/v1/nodes': 403 },
    expect: unset('fail'),
  },
  {
    name: 'workloads/privileged, for Windows by a selector',
    player: 'tenant',
    why: 'Explicit settings are evaluated on any operating system, as in Pod Security.',
    objects: controller('Deployment', 'iis', spec({ context: PRIVILEGED, pod: [SELECTOR] })),
    expect: privileged('Deployment shop/iis'),
    files: privileged('Deployment shop/iis'),
  },
  ...(
    [
      [
        'the pod',
        spec({
          context: '',
          sound: false,
          pod: [
            'os: { name: windows }',
            'hostNetwork: true',
            'securityContext: { windowsOptions: { hostProcess: true } }',
          ],
        }),
      ],
      [
        'a container',
        spec({
          context: 'windowsOptions: { hostProcess: true }',
          sound: false,
          pod: ['os: { name: windows }', 'hostNetwork: true'],
        }),
      ],
      [
        'only a container, without the host network',
        spec({ context: 'windowsOptions: { hostProcess: true }', sound: false }),
      ],
    ] as const
  ).map(([what, body]): Attempt => ({
    name: `workloads/HostProcess by ${what}`,
    player: 'tenant',
    why: 'It has full access to the node, as a privileged container on Linux.',
    objects: controller('DaemonSet', 'agent', body, { fields: '' }),
    expect: [check('workloads/windows-host-process', 'fail', 'DaemonSet shop/agent', 'high')],
    files: [check('workloads/windows-host-process', 'fail', 'DaemonSet shop/agent', 'high')],
  })),
  {
    name: 'workloads/a user of Windows is a security context',
    player: 'administrator',
    why: 'windowsOptions.runAsUserName limits its permissions.',
    objects: controller(
      'Deployment',
      'iis',
      spec({
        context: 'windowsOptions: { runAsUserName: ContainerUser }',
        sound: false,
        pod: ['os: { name: windows }', 'automountServiceAccountToken: false'],
      }),
    ),
    expect: [...unset('pass'), check('workloads/security-context-unset', 'pass')],
  },
  {
    name: 'workloads/no security context on Windows either',
    player: 'tenant',
    why: 'Windows has its own settings, and none is set.',
    objects: controller('Deployment', 'iis', requesting('os: { name: windows }')),
    expect: [check('workloads/security-context-unset', 'fail')],
    files: [check('workloads/security-context-unset', 'fail')],
  },
];

const node = (name: string, runtime: string, kubelet = 'v1.37.2') => `
apiVersion: v1
kind: Node
metadata: { name: ${name}, uid: uid-of-${name}, labels: { kubernetes.io/os: linux } }
status:
  nodeInfo: { operatingSystem: linux, kubeletVersion: ${kubelet}, containerRuntimeVersion: '${runtime}' }
  conditions: [{ type: Ready, status: 'True' }]
---`;
const caps = (capabilities: string) =>
  spec({ context: `allowPrivilegeEscalation: false, capabilities: { ${capabilities} }` });

const capabilities: readonly Attempt[] = [
  ...(
    [
      ['containerd', 'containerd://2.4.2', 'fail'],
      ['CRI-O', 'cri-o://1.34.0', 'unknown'],
      ['Docker', 'docker://28.4.0', 'unknown'],
    ] as const
  ).map(([what, runtime, verdict]): Attempt => ({
    name: `workloads/drop: [CAP_NET_RAW] with ${what}`,
    player: 'tenant',
    why: 'containerd reads it as CAP_CAP_NET_RAW, which drops nothing; the others read it as NET_RAW.',
    objects: node('n1', runtime) + pod('p', caps('drop: [CAP_NET_RAW]'), { node: 'n1' }),
    expect: [check('workloads/raw-sockets', verdict), check('workloads/capabilities-not-dropped', 'fail')],
  })),
  {
    name: 'workloads/drop: [CAP_NET_RAW] with two runtimes',
    player: 'tenant',
    why: 'On one of its nodes it drops nothing.',
    objects:
      node('n1', 'cri-o://1.34.0') +
      node('n2', 'containerd://2.1.4') +
      controller('DaemonSet', 'd', caps('drop: [CAP_NET_RAW]'), { fields: '' }) +
      pod('d-a', caps('drop: [CAP_NET_RAW]'), { node: 'n1', meta: owner('DaemonSet', 'd', 'uid-of-d') }) +
      pod('d-b', caps('drop: [CAP_NET_RAW]'), { node: 'n2', meta: owner('DaemonSet', 'd', 'uid-of-d') }),
    expect: [check('workloads/raw-sockets', 'fail')],
  },
  ...(
    [
      ['drop: [CAP_NET_RAW]', 'workloads/raw-sockets', 'fail', undefined],
      ['drop: [all]', 'workloads/raw-sockets', 'pass', undefined],
      ['drop: [net_raw]', 'workloads/raw-sockets', 'pass', undefined],
      ['drop: [CAP_ALL]', 'workloads/capabilities-not-dropped', 'fail', undefined],
      ['drop: [all]', 'workloads/capabilities-not-dropped', 'pass', undefined],
      ['drop: [ALL], add: [cap_net_raw]', 'workloads/raw-sockets', 'fail', undefined],
      ['drop: [ALL], add: [CAP_SYS_ADMIN]', 'workloads/capability-added', 'fail', 'high'],
      ['drop: [ALL], add: [sys_module]', 'workloads/capability-added', 'fail', 'high'],
      ['drop: [ALL], add: [ALL]', 'workloads/capability-added', 'fail', 'high'],
      ['drop: [ALL], add: [NET_ADMIN]', 'workloads/capability-added', 'fail', 'medium'],
      ['drop: [ALL], add: [NET_BIND_SERVICE]', 'workloads/capability-added', 'pass', undefined],
    ] as const
  ).map(([what, id, verdict, severity]): Attempt => ({
    name: `workloads/${id.slice(10)} by ${what}`,
    player: verdict === 'pass' ? 'administrator' : 'tenant',
    why: 'Names are read as runtimes read them; for added capabilities, either spelling is the safe side.',
    objects: controller('Deployment', 'till', caps(what)),
    expect: [check(id, verdict, undefined, severity)],
    ...(verdict === 'fail' && { files: [check(id, 'fail', undefined, severity)] }),
  })),
  ...(
    [
      ['more than a mesh needs', 'SYS_ADMIN', '', 'high'],
      ['the capabilities that a mesh needs', 'NET_ADMIN', '', 'medium'],
      ['the capabilities that a mesh needs, on the host network', 'NET_ADMIN', 'hostNetwork: true', 'medium'],
    ] as const
  ).map(([what, name, field, severity]): Attempt => ({
    name: `workloads/an init container with the name of Istio's that adds ${what}`,
    player: 'tenant',
    why: 'An image may have any name: no mesh is installed here.',
    objects: pod(
      'p',
      spec({
        pod: [
          ...(field ? [field] : []),
          `initContainers: [{ name: istio-init, image: evil.example/istio/proxyv2, securityContext: { ${SOUND.replace('drop: [ALL]', `drop: [ALL], add: [${name}]`)} } }]`,
        ],
      }),
    ),
    expect: [check('workloads/capability-added', 'fail', 'Pod shop/p', severity)],
  })),
  {
    name: 'workloads/a privileged container that drops everything',
    player: 'tenant',
    why: 'Privileged overrides its dropped capabilities and its profile.',
    objects: pod(
      'p',
      spec({ context: 'privileged: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }' }),
    ),
    expect: [...UNSET.slice(1).map((id) => check(id, 'fail')), ...privileged('Pod shop/p')],
    files: UNSET.slice(1).map((id) => check(id, 'fail')),
  },
  {
    name: 'workloads/a user namespace, on a kubelet that supports it',
    player: 'administrator',
    why: 'From 1.30 on a kubelet runs it so or not at all.',
    objects: pod(
      'p',
      spec({
        sound: false,
        pod: [
          'hostUsers: false',
          'automountServiceAccountToken: false',
          'securityContext: { seccompProfile: { type: RuntimeDefault } }',
        ],
      }),
    ),
    expect: [check('workloads/root-container', 'pass')],
  },
  {
    name: 'workloads/a user namespace, on a kubelet that ignores it',
    player: 'tenant',
    why: 'Up to 1.29 a kubelet without the feature runs it with the users of the host.',
    objects:
      node('old', 'containerd://1.7.28', 'v1.28.15') +
      pod(
        'p',
        spec({
          sound: false,
          pod: ['hostUsers: false', 'securityContext: { seccompProfile: { type: RuntimeDefault } }'],
        }),
        { node: 'old' },
      ),
    expect: [check('workloads/root-container', 'fail')],
  },
  {
    name: 'workloads/root by the pod, which one container does not override',
    player: 'tenant',
    why: "The container's user overrides the pod's, if it has one.",
    objects: pod(
      'p',
      spec({
        context: `${SOUND}, runAsUser: 5`,
        sound: false,
        pod: [
          'securityContext: { runAsUser: 0 }',
          `initContainers: [{ name: i, image: x, securityContext: { ${SOUND} } }]`,
        ],
      }),
    ),
    expect: [check('workloads/root-container', 'fail')],
    files: [check('workloads/root-container', 'fail')],
  },
  {
    name: 'workloads/root only in the pod, overridden by every container',
    player: 'administrator',
    why: 'No container runs as root.',
    objects: pod(
      'p',
      spec({
        context: `${SOUND}, runAsUser: 5`,
        sound: false,
        pod: [
          'automountServiceAccountToken: false',
          'securityContext: { runAsUser: 0, seccompProfile: { type: RuntimeDefault } }',
        ],
      }),
    ),
    expect: [check('workloads/root-container', 'pass')],
  },
];

const HOST = spec({ context: PRIVILEGED, pod: ['hostPID: true'] });
const both = (object: string) => [
  ...privileged(object),
  check('workloads/host-pid', 'fail', object, 'medium'),
];

const kinds: readonly Attempt[] = [
  {
    name: 'workloads/a ReplicationController',
    player: 'tenant',
    why: 'It is part of the core API, and creates pods like a ReplicaSet.',
    objects: controller('ReplicationController', 'app', HOST, { api: 'v1' }),
    expect: both('ReplicationController shop/app'),
    files: both('ReplicationController shop/app'),
  },
  {
    name: 'workloads/a DeploymentConfig of OpenShift',
    player: 'tenant',
    why: 'It creates ReplicationControllers, which create pods.',
    objects: controller('DeploymentConfig', 'app', HOST, { api: 'apps.openshift.io/v1' }),
    expect: both('DeploymentConfig shop/app'),
    files: both('DeploymentConfig shop/app'),
  },
  {
    name: 'workloads/a DeploymentConfig with an old and a new ReplicationController',
    player: 'administrator',
    why: 'The old one is scaled to zero: it is history.',
    objects:
      controller('DeploymentConfig', 'app', spec(), { api: 'apps.openshift.io/v1' }) +
      controller('ReplicationController', 'app-1', HOST, {
        api: 'v1',
        fields: 'replicas: 0',
        meta: owner('DeploymentConfig', 'app', 'uid-of-app', 'apps.openshift.io/v1'),
      }) +
      controller('ReplicationController', 'app-2', spec(), {
        api: 'v1',
        meta: owner('DeploymentConfig', 'app', 'uid-of-app', 'apps.openshift.io/v1'),
      }),
    expect: [check('workloads/privileged-container', 'pass'), check('workloads/host-pid', 'pass')],
  },
  {
    name: 'workloads/a pod of a custom ReplicaSet',
    player: 'tenant',
    why: 'ReplicaSets are read as metadata; their pods are evaluated.',
    objects:
      controller('ReplicaSet', 'solo', HOST) +
      pod('solo-a', HOST, { meta: owner('ReplicaSet', 'solo', 'uid-of-solo') }),
    expect: both('ReplicaSet shop/solo'),
    files: both('ReplicaSet shop/solo'),
  },
  {
    name: 'workloads/a pod of a Rollout of Argo',
    player: 'tenant',
    why: 'Its ReplicaSet belongs to a controller that is not listed; the pods represent it.',
    objects:
      controller('ReplicaSet', 'blue-1', HOST, {
        meta: owner('Rollout', 'blue', 'x', 'argoproj.io/v1alpha1'),
      }) + pod('blue-1-a', HOST, { meta: owner('ReplicaSet', 'blue-1', 'uid-of-blue-1') }),
    expect: both('ReplicaSet shop/blue-1'),
    files: both('ReplicaSet shop/blue-1'),
  },
  {
    name: 'workloads/a custom Job',
    player: 'tenant',
    why: 'It creates pods until it is finished.',
    objects: controller('Job', 'import', HOST, { api: 'batch/v1', fields: '' }),
    expect: both('Job shop/import'),
    files: both('Job shop/import'),
  },
  {
    name: 'workloads/ReplicationControllers may not be read',
    player: 'network',
    why: 'One of them may have any setting: no check passes that requires the absence of a setting.',
    answers: { '/api/v1/replicationcontrollers': 403 },
    expect: [check('workloads/privileged-container', 'unknown'), check(KEYS, 'unknown')],
  },
];

const volume = (path: string, mount = '') =>
  spec({
    container: `volumeMounts: [{ name: h, mountPath: /h${mount} }]`,
    pod: [`volumes: [{ name: h, hostPath: { path: '${path}' } }]`],
  });

const claiming = spec({
  container: 'volumeMounts: [{ name: d, mountPath: /d }]',
  pod: ['volumes: [{ name: d, persistentVolumeClaim: { claimName: data } }]'],
});

const persistentVolume = (
  source: string,
  { name = 'pv-x', claim = 'claimRef: { namespace: shop, name: data, uid: uid-of-data }', mode = '' } = {},
) => `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name}, uid: uid-of-${name} }
spec: { ${['capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], storageClassName: local', claim, mode, source].filter(Boolean).join(', ')} }
status: { phase: Bound }
---`;

const claim = ({
  name = 'data',
  uid = 'uid-of-data',
  volumeName = 'volumeName: pv-x',
  namespace = 'shop',
} = {}) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name}, namespace: ${namespace}, uid: ${uid} }
spec: { ${['accessModes: [ReadWriteOnce], storageClassName: local', volumeName].filter(Boolean).join(', ')} }
status: { phase: Bound }
---`;

const volumes: readonly Attempt[] = [
  ...(
    [
      ['the keys by the root of a process', '/proc/1/root/etc/kubernetes', KEYS, 'fail'],
      ['the keys past dots and slashes', '//etc/./kubernetes//pki/', KEYS, 'fail'],
      ['the keys on Windows', 'C:\\etc\\kubernetes', KEYS, 'fail'],
      ['the pipe of the container runtime on Windows', '\\\\.\\pipe\\containerd-containerd', KEYS, 'fail'],
      ['the complete disk of Windows', 'C:\\', KEYS, 'fail'],
      ['the keys on Windows without a drive', '\\etc\\kubernetes', KEYS, 'fail'],
      ['the keys on Windows, in other letters', 'C:\\ETC\\Kubernetes', KEYS, 'fail'],
      ['the keys on Windows by the form for long names', '\\\\?\\C:\\etc\\kubernetes', KEYS, 'fail'],
      ['the keys on Windows by the share of the drive', '\\\\localhost\\C$\\etc', KEYS, 'fail'],
      ['the pipe of Docker, in other letters', '\\\\.\\PIPE\\Docker_Engine', KEYS, 'fail'],
      ['the physical root of ostree', '/sysroot', KEYS, 'fail'],
      [
        'the keys by a deployment of ostree',
        '/sysroot/ostree/deploy/rhcos/var/lib/kubelet/pki',
        KEYS,
        'fail',
      ],
      ['the home of root on ostree', '/var/roothome', PATHS, 'fail'],
      ['custom programs on ostree', '/var/usrlocal/bin', PATHS, 'fail'],
      ['the socket of the containerd that Docker has', '/run/docker', KEYS, 'fail'],
      ['the keys of etcd by Kubespray', '/etc/ssl/etcd/ssl', KEYS, 'fail'],
      ['the directory above the network plugins', '/opt', PATHS, 'fail'],
      ['a share on the network', '\\\\files\\data', KEYS, 'pass'],
      ['data next to the files of ostree', '/var/homes', KEYS, 'pass'],
      ['a look-alike of the keys', '/etc-kubernetes', KEYS, 'pass'],
    ] as const
  ).map(([what, path, id, verdict]): Attempt => ({
    name: `workloads/hostPath to ${what}`,
    player: verdict === 'pass' ? 'administrator' : 'tenant',
    why: 'The target of a path decides.',
    objects: pod('p', volume(path)),
    expect: [check(id, verdict, ...(verdict === 'fail' ? (['Pod shop/p', 'high'] as const) : ([] as const)))],
    ...(verdict === 'fail' && { files: [check(id, 'fail', 'Pod shop/p', 'high')] }),
  })),
  {
    name: 'workloads/a subPath from a harmless directory into the keys',
    player: 'tenant',
    why: 'The container gets /srv/kubernetes, where kOps keeps the keys.',
    objects: pod('p', volume('/srv', ', subPath: kubernetes/kube-apiserver')),
    expect: [check(KEYS, 'fail', 'Pod shop/p', 'high')],
    files: [check(KEYS, 'fail', 'Pod shop/p', 'high')],
  },
  {
    name: 'workloads/a hostPath that no container mounts',
    player: 'administrator',
    why: 'No container gets it; a container that is added later is evaluated then.',
    objects: pod('p', spec({ pod: ['volumes: [{ name: h, hostPath: { path: /etc/kubernetes } }]'] })),
    expect: [check(KEYS, 'pass'), check(PATHS, 'pass')],
  },
  {
    name: 'workloads/a volume with two sources in a file',
    player: 'tenant',
    why: 'The API server drops unknown fields: the remaining field is the path of the node.',
    objects: pod(
      'p',
      volume('/etc/kubernetes').replace('{ name: h, hostPath', '{ name: h, secretly: {}, hostPath'),
    ),
    expect: [check(KEYS, 'fail', 'Pod shop/p', 'high')],
    files: [check(KEYS, 'fail', 'Pod shop/p', 'high')],
  },
  ...(
    [
      ['a local volume of the keys', 'local: { path: /etc/kubernetes }', KEYS],
      ['a hostPath volume of the complete disk', 'hostPath: { path: / }', KEYS],
      ['a local volume of the state of etcd', 'local: { path: /var/lib/etcd/member }', KEYS],
      ['a local volume of the logs of the node', 'local: { path: /var/log }', PATHS],
    ] as const
  ).map(([what, source, id]): Attempt => ({
    name: `workloads/a claim of ${what}`,
    player: 'administrator',
    why: 'A pod that mounts the claim mounts the path of the node.',
    objects: persistentVolume(source) + claim() + pod('p', claiming),
    expect: [check(id, 'fail', 'Pod shop/p', 'high'), check(PATHS, 'fail', 'PersistentVolume pv-x', 'high')],
    files: [check(id, 'fail', 'Pod shop/p', 'high'), check(PATHS, 'fail', 'PersistentVolume pv-x', 'high')],
  })),
  ...(
    [
      [
        'a volume that is reserved for the claim',
        persistentVolume('local: { path: /etc/kubernetes }', {
          claim: 'claimRef: { namespace: shop, name: data }',
        }) + claim({ volumeName: '' }),
      ],
      [
        'a claim that names its volume',
        persistentVolume('local: { path: /etc/kubernetes }', { claim: '' }) + claim(),
      ],
      ['a claim that was not given', persistentVolume('local: { path: /etc/kubernetes }')],
    ] as const
  ).map(([what, objects]): Attempt => ({
    name: `workloads/the keys by ${what}`,
    player: 'administrator',
    why: 'Either side is enough, unless the other contradicts it.',
    objects: objects + controller('Deployment', 'till', claiming),
    expect: [check(KEYS, 'fail', 'Deployment shop/till', 'high')],
    files: [check(KEYS, 'fail', 'Deployment shop/till', 'high')],
  })),
  {
    name: 'workloads/the keys as a block device',
    player: 'administrator',
    why: 'volumeDevices give the container the device of the claim, without a file system.',
    objects:
      persistentVolume('local: { path: /etc/kubernetes/disk }', { mode: 'volumeMode: Block' }) +
      claim() +
      pod(
        'p',
        claiming.replace(
          'volumeMounts: [{ name: d, mountPath: /d }]',
          'volumeDevices: [{ name: d, devicePath: /dev/xvda }]',
        ),
      ),
    expect: [check(KEYS, 'fail', 'Pod shop/p', 'high')],
    files: [check(KEYS, 'fail', 'Pod shop/p', 'high')],
  },
  ...(
    [
      ['by the name of the device', '/dev/sda'],
      ['by a link of the static provisioner', '/mnt/disks/raw0'],
    ] as const
  ).map(([what, path]): Attempt => ({
    name: `workloads/a raw disk of the node ${what}`,
    player: 'administrator',
    why: 'The device cgroup allows the container to write it; whether it is the root disk of the node is not known.',
    objects:
      persistentVolume(`local: { path: ${path} }`, { mode: 'volumeMode: Block' }) +
      claim() +
      pod(
        'p',
        claiming.replace(
          'volumeMounts: [{ name: d, mountPath: /d }]',
          'volumeDevices: [{ name: d, devicePath: /dev/xvda }]',
        ),
      ),
    expect: [check(KEYS, 'unknown', 'Pod shop/p'), check(PATHS, 'pass')],
    files: [check(KEYS, 'unknown', 'Pod shop/p')],
  })),
  ...(
    [
      ['the volumes of other pods', '/var/lib/kubelet/pods', 'fail', 'high'],
      ['the system', '/usr', 'fail', 'medium'],
      ['public certificates', '/usr/local/share/ca-certificates', 'pass'],
      ['the name of the node', '/etc/hostname', 'pass'],
    ] as const
  ).map(([what, path, verdict, severity]): Attempt => ({
    name: `workloads/${what} for reading`,
    player: 'tenant',
    why: 'Read access is sufficient for tokens; public facts are no secret.',
    objects: pod('p', volume(path, ', readOnly: true')),
    expect: [check(PATHS, verdict, verdict === 'fail' ? 'Pod shop/p' : undefined, severity)],
  })),
  {
    name: 'workloads/the keys by the claims of a StatefulSet that has no pods yet',
    player: 'administrator',
    why: 'Its first pod will have the claim data-db-0.',
    objects:
      persistentVolume('local: { path: /etc/kubernetes }', {
        claim: 'claimRef: { namespace: shop, name: data-db-0 }',
      }) +
      controller('StatefulSet', 'db', spec({ container: 'volumeMounts: [{ name: data, mountPath: /d }]' }), {
        fields:
          'replicas: 1, volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce] } }]',
      }),
    expect: [check(KEYS, 'fail', 'StatefulSet shop/db', 'high')],
    files: [check(KEYS, 'fail', 'StatefulSet shop/db', 'high')],
  },
  {
    name: 'workloads/the keys by an ephemeral volume',
    player: 'administrator',
    why: 'Its claim is named after pod and volume.',
    objects:
      persistentVolume('local: { path: /etc/kubernetes }', {
        claim: 'claimRef: { namespace: shop, name: p-d }',
      }) +
      pod(
        'p',
        claiming.replace(
          'persistentVolumeClaim: { claimName: data }',
          'ephemeral: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce] } } }',
        ),
      ),
    expect: [check(KEYS, 'fail', 'Pod shop/p', 'high')],
    files: [check(KEYS, 'fail', 'Pod shop/p', 'high')],
  },
  ...(
    [
      [
        'a directory of the static provisioner',
        persistentVolume('local: { path: /mnt/disks/ssd0 }') + claim(),
        'pass',
      ],
      [
        'a directory of k3s',
        persistentVolume('hostPath: { path: /var/lib/rancher/k3s/storage/pvc-1, type: DirectoryOrCreate }') +
          claim(),
        'pass',
      ],
      ['a mounted disk', persistentVolume('local: { path: /mnt/disks/nvme-1 }') + claim(), 'pass'],
      [
        'a disk by its file, which may be that of the node',
        persistentVolume('local: { path: /dev/disk/by-id/nvme-1, fsType: ext4 }') + claim(),
        'unknown',
      ],
      [
        'storage on the network',
        persistentVolume('csi: { driver: ebs.csi.aws.com, volumeHandle: vol-1 }') + claim(),
        'pass',
      ],
    ] as const
  ).map(([what, objects, verdict]): Attempt => ({
    name: `workloads/a claim of ${what}`,
    player: 'administrator',
    why: 'Data in a directory for data, provided by an administrator.',
    objects: objects + pod('p', claiming),
    // Disks matter only for the keys.
    expect: [check(KEYS, verdict), check(PATHS, verdict === 'unknown' ? 'pass' : verdict)],
  })),
  ...(
    [
      [
        'of that name in another namespace',
        persistentVolume('local: { path: /etc/kubernetes }', {
          claim: 'claimRef: { namespace: bank, name: data }',
        }) + claim({ volumeName: 'volumeName: pv-other' }),
      ],
      [
        'of that name that was deleted',
        persistentVolume('local: { path: /etc/kubernetes }', {
          claim: 'claimRef: { namespace: shop, name: data, uid: uid-of-the-old-one }',
        }).replace('phase: Bound', 'phase: Released') + claim({ volumeName: 'volumeName: pv-other' }),
      ],
      [
        'that a tenant references, and it belongs to another',
        persistentVolume('local: { path: /etc/kubernetes }', {
          claim: 'claimRef: { namespace: bank, name: vault, uid: v }',
        }) + claim(),
      ],
    ] as const
  ).map(([what, objects]): Attempt => ({
    name: `workloads/a volume of the keys for a claim ${what}`,
    player: 'administrator',
    why: 'A volume belongs to the one claim that it names; the pod has another one.',
    objects: objects + pod('p', claiming),
    expect: [check(KEYS, 'pass'), check(PATHS, 'fail', 'PersistentVolume pv-x', 'high')],
  })),
  ...(['/api/v1/persistentvolumes', '/api/v1/persistentvolumeclaims'] as const).flatMap((path): Attempt[] => [
    {
      name: `workloads/${path.slice(8)} may not be read, and no pod mounts a claim`,
      player: 'network',
      why: 'A claim that is not mounted gives no access to a path of the node; a volume with such a path may exist.',
      answers: { [path]: 403 },
      expect: [check(KEYS, 'pass'), check(PATHS, 'unknown')],
    },
    {
      name: `workloads/${path.slice(8)} may not be read, and a pod mounts a claim`,
      player: 'network',
      why: 'A claim may lead to a path of the node.',
      objects: pod('p', claiming),
      answers: { [path]: 403 },
      expect: [check(KEYS, 'unknown'), check(PATHS, 'unknown')],
    },
  ]),
];

const attempts: readonly Attempt[] = [
  ...claims,
  ...templates,
  ...ephemeral,
  ...windows,
  ...capabilities,
  ...kinds,
  ...volumes,
];

export default attempts;
