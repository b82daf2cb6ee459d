import type { Answer, Attempt, Expected } from './attempt.ts';

type Json = Readonly<Record<string, unknown>>;

/** JSON is YAML. */
const documents = (...objects: readonly Json[]): string =>
  objects.map((object) => JSON.stringify(object)).join('\n---\n');

const UID = {
  'cp-1': 'bb02f88f-b660-4245-ab47-0288e8c4014a',
  'worker-1': '0d46827f-2ba3-471c-af21-eb8862a1e626',
};
const RUNNING = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True' }],
  containerStatuses: [{ name: 'c', restartCount: 0 }],
};
const OLD = '2026-11-20T00:00:00Z';
/** The annotations that a kubelet writes to every mirror pod. */
const MARKS = {
  'kubernetes.io/config.hash': 'f00d',
  'kubernetes.io/config.mirror': 'f00d',
  'kubernetes.io/config.seen': OLD,
  'kubernetes.io/config.source': 'file',
};

interface Shape {
  name?: string;
  node?: keyof typeof UID;
  namespace?: string;
  marks?: Json;
  owner?: Json | null;
  image?: string;
  container?: Json;
  status?: Json;
  meta?: Json;
}

/** A static pod, with every property of one unless given otherwise. */
function mirror(program: string, words: readonly string[], shape: Shape = {}): Json {
  const { node = 'cp-1', namespace = 'kube-system', marks = MARKS, owner, status = RUNNING } = shape;
  const own = { apiVersion: 'v1', kind: 'Node', name: node, uid: UID[node], controller: true, ...owner };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: shape.name ?? `${program}-${node}`,
      namespace,
      uid: `u-${shape.name ?? program}`,
      creationTimestamp: OLD,
      annotations: marks,
      ...(owner !== null && { ownerReferences: [own] }),
      ...shape.meta,
    },
    spec: {
      nodeName: node,
      hostNetwork: true,
      containers: [
        {
          name: 'c',
          image: shape.image ?? `registry.k8s.io/${program}:v1.37.2`,
          command: words,
          ...shape.container,
        },
      ],
    },
    status: { hostIP: node === 'cp-1' ? '10.210.3.11' : '10.210.3.51', ...status },
  };
}

/** Secure flags of an API server, for the checks of these attempts. */
const SOUND = [
  '--authorization-mode=Node,RBAC',
  '--anonymous-auth=false',
  '--profiling=false',
  '--enable-admission-plugins=NodeRestriction',
  '--audit-policy-file=/p',
  '--audit-log-path=/l',
  '--etcd-servers=https://127.0.0.1:2379',
];
const BAD = ['--authorization-mode=AlwaysAllow', '--etcd-servers=https://127.0.0.1:2379'];
const api = (flags: readonly string[], shape?: Shape) =>
  mirror('kube-apiserver', ['kube-apiserver', ...flags], shape);

const ETCD_SOUND = [
  '--client-cert-auth=true',
  '--trusted-ca-file=/ca',
  '--listen-client-urls=https://127.0.0.1:2379,https://10.210.3.11:2379',
  '--peer-client-cert-auth=true',
  '--peer-trusted-ca-file=/pca',
  '--listen-peer-urls=https://10.210.3.11:2380',
  '--initial-cluster=cp-1=https://10.210.3.11:2380',
  '--name=cp-1',
];
const etcd = (words: readonly string[], shape: Shape = {}) =>
  mirror('etcd', ['etcd', ...words], { image: 'registry.k8s.io/etcd:3.7.0-0', ...shape });

/** Flags are observed in static pods only. */
const BY_PODS: Readonly<Record<string, Answer>> = { '/flagz': 403, '/metrics': 403 };
const PRIVILEGED = 'workloads/privileged-container';
const evil = { image: 'evil.example/x:1', securityContext: { privileged: true } };
const is = (check: string, verdict: Expected['verdict'], more: Partial<Expected> = {}): Expected => ({
  check,
  verdict,
  ...more,
});
const AUTHORIZATION = 'api-server/authorization-mode';
const critical = is(AUTHORIZATION, 'fail', { severity: 'critical' });

/** Owner of the pods. */
const marks: readonly Attempt[] = [
  ...(
    [
      ['the mirror annotation', { marks: { 'kubernetes.io/config.mirror': 'x' }, owner: null }],
      ['a node as owner', { marks: {} }],
      ["a property of a tenant's pod", { marks: { 'archmap.io/static-manifest': 'true' }, owner: null }],
      ['every annotation of a kubelet', {}],
      ['every property, and the name of the API server', { name: 'kube-apiserver-cp-1' }],
    ] as const
  ).map(([what, shape]): Attempt => ({
    name: `control-plane/a tenant's pod with ${what}`,
    player: 'tenant',
    why: 'a tenant writes annotations and owner references of its pods, but cannot choose the namespace',
    objects: documents(mirror('p', ['p'], { ...shape, namespace: 'shop', container: evil })),
    expect: [
      is(PRIVILEGED, 'fail', {
        severity: 'high',
        object: `Pod shop/${'name' in shape ? shape.name : 'p-cp-1'}`,
      }),
    ],
    files: [is(PRIVILEGED, 'fail', { severity: 'high' })],
  })),
  {
    name: 'control-plane/annotations of a kubelet in the template of a Deployment',
    player: 'tenant',
    why: 'the author of the Deployment writes the template',
    objects: documents({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: {
          metadata: { labels: { a: 'b' }, annotations: { ...MARKS, 'archmap.io/static-manifest': 'true' } },
          spec: { hostNetwork: true, containers: [{ name: 'c', ...evil }] },
        },
      },
    }),
    expect: [is(PRIVILEGED, 'fail', { severity: 'high', object: 'Deployment shop/d' })],
    files: [is(PRIVILEGED, 'fail', { severity: 'high', object: 'Deployment shop/d' })],
  },
  {
    name: 'control-plane/an API server of one tenant, with every insecure setting',
    player: 'tenant',
    why: 'hosted control planes of other clusters run as pods: they are no evidence about this one',
    objects: documents(
      api(BAD, { namespace: 'shop' }),
      etcd(['--listen-client-urls=http://0.0.0.0:2379'], { namespace: 'shop' }),
    ),
    expect: [
      is(AUTHORIZATION, 'pass'),
      is('etcd/client-cert-auth-off', 'pass'),
      is('control-plane/replicas-differ', 'not-applicable'),
    ],
    files: [is(AUTHORIZATION, 'unknown'), is('etcd/client-cert-auth-off', 'unknown')],
  },
  {
    name: "control-plane/a secure API server of a tenant, where the cluster's own is not observed",
    player: 'administrator',
    why: "a tenant's workload is no evidence about the cluster",
    without: ['Pod kube-system/kube-apiserver-cp-1'],
    answers: BY_PODS,
    objects: documents(api(SOUND, { namespace: 'shop' })),
    expect: [is(AUTHORIZATION, 'unknown'), is('api-server/profiling-on', 'unknown')],
  },
  ...(
    [
      ['only the mirror annotation', { marks: { 'kubernetes.io/config.mirror': 'x' }, owner: null }],
      ['only an owner', { marks: {} }],
      [
        'every annotation, and a node that does not exist',
        { marks: MARKS, owner: { name: 'cp-9', uid: 'x' } },
      ],
      ['every property, and the uid of a deleted node', { owner: { uid: 'gone' } }],
      [
        'every annotation, and a source that is no file',
        { marks: { ...MARKS, 'kubernetes.io/config.source': 'api' } },
      ],
      ['every property, and the name of another node', { name: 'x-worker-1' }],
    ] as const
  ).map(([what, shape]): Attempt => ({
    name: `control-plane/an unrecognized pod in kube-system with ${what}`,
    player: 'administrator',
    why: 'a kubelet sets every property, and none contradicts the others: this pod is not its own, and no other data source lists it',
    objects: documents(mirror('x', ['x'], { ...shape, container: evil })),
    expect: [
      is(PRIVILEGED, 'fail', { object: `Pod kube-system/${'name' in shape ? shape.name : 'x-cp-1'}` }),
    ],
  })),
];

/** Two pods for one server. */
const duplicates: readonly Attempt[] = [
  ...(
    [
      [
        'under another name, with only the annotation',
        { name: 'a-kube-apiserver', marks: { 'kubernetes.io/config.mirror': 'x' } },
      ],
      ['with every annotation', { name: 'a-kube-apiserver-cp-1' }],
      ['that waits', { name: 'a-kube-apiserver-cp-1', status: { phase: 'Pending' } }],
      ['that has failed', { name: 'a-kube-apiserver-cp-1', status: { phase: 'Failed' } }],
      ['with a deletion timestamp', { name: 'a-kube-apiserver-cp-1', meta: { deletionTimestamp: OLD } }],
    ] as const
  ).map(([what, shape]): Attempt => ({
    name: `control-plane/a secure API server ${what} and an insecure one`,
    player: 'administrator',
    why: 'two pods have the name of one server: the worse one counts, and a pod that does not run is no evidence',
    answers: BY_PODS,
    objects: documents(api(BAD), api(SOUND, shape)),
    expect: [critical, is('api-server/audit-logging-off', 'fail'), is('api-server/profiling-on', 'fail')],
  })),
  {
    name: 'control-plane/an insecure API server and a secure one',
    player: 'administrator',
    why: 'the worse one counts in either order',
    answers: BY_PODS,
    objects: documents(api(SOUND), api(BAD, { name: 'z-kube-apiserver-cp-1' })),
    expect: [critical],
  },
  {
    name: 'control-plane/a pending pod and a secure one',
    player: 'administrator',
    why: 'a pod that does not run is no evidence, and does not affect a running one',
    answers: BY_PODS,
    objects: documents(api(SOUND), api(BAD, { name: 'z-kube-apiserver-cp-1', status: { phase: 'Pending' } })),
    expect: [is(AUTHORIZATION, 'pass'), is('api-server/profiling-on', 'pass')],
  },
  {
    name: 'control-plane/a secure API server that is pending',
    player: 'administrator',
    why: 'no running process has these flags',
    answers: BY_PODS,
    objects: documents(api(SOUND, { status: { phase: 'Pending' } })),
    expect: [is(AUTHORIZATION, 'unknown'), is('api-server/profiling-on', 'unknown')],
  },
  {
    name: 'control-plane/a secure API server that has not been ready for days',
    player: 'administrator',
    why: 'it is not known whether it ever ran with these flags',
    answers: BY_PODS,
    objects: documents(
      api(SOUND, { status: { ...RUNNING, conditions: [{ type: 'Ready', status: 'False' }] } }),
    ),
    expect: [
      is(AUTHORIZATION, 'unknown'),
      is('control-plane/component-unavailable', 'fail', { object: 'Component kube-apiserver' }),
    ],
  },
  {
    name: 'control-plane/a second server without RBAC',
    player: 'administrator',
    why: 'a request reaches one server or the other: the union of their modes protects neither',
    answers: BY_PODS,
    objects: documents(api(SOUND), api(['--authorization-mode=Node'], { node: 'worker-1' })),
    expect: [is(AUTHORIZATION, 'fail', { severity: 'high' })],
  },
];

/** Command lines. */
const lines: readonly Attempt[] = [
  ...(
    [
      [
        'a variable after the flags',
        { command: ['sh', '-c', `exec kube-apiserver ${SOUND.join(' ')} $EXTRA`] },
      ],
      ['arguments that a script adds', { command: ['/start.sh', 'kube-apiserver', ...SOUND] }],
      [
        'a file that a script reads',
        { command: ['sh', '-c', `. /etc/env; set -- $FLAGS; exec kube-apiserver ${SOUND.join(' ')} "$@"`] },
      ],
      [
        'an argument from a ConfigMap',
        {
          command: ['kube-apiserver', ...SOUND, '$(EXTRA)'],
          env: [{ name: 'EXTRA', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }],
        },
      ],
      [
        'an argument from an unknown source',
        { command: ['kube-apiserver', ...SOUND, '$(EXTRA)'], envFrom: [{ secretRef: { name: 's' } }] },
      ],
    ] as const
  ).map(([what, container]): Attempt => ({
    name: `control-plane/${what}`,
    player: 'administrator',
    why: 'a later argument may override it, and it is not visible',
    answers: BY_PODS,
    objects: documents(mirror('kube-apiserver', [], { container })),
    expect: [
      is('api-server/profiling-on', 'unknown'),
      is(AUTHORIZATION, 'unknown'),
      is('api-server/node-restriction-off', 'unknown'),
      is('api-server/audit-logging-off', 'unknown'),
      is('api-server/static-token-file', 'unknown'),
    ],
  })),
  ...(
    [
      [
        'a script that hides no arguments',
        { command: ['sh', '-c', `exec kube-apiserver ${SOUND.join(' ')} 1>>/var/log/x 2>&1`] },
      ],
      ['go-runner', { command: ['/go-runner', '--log-file=/l', '--', 'kube-apiserver', ...SOUND] }],
      ['visible arguments of a script', { command: ['sh', '-c', 'exec kube-apiserver "$@"', 'x', ...SOUND] }],
      [
        'an argument that the pod spells out',
        {
          command: ['kube-apiserver', ...SOUND, '$(EXTRA)'],
          env: [{ name: 'EXTRA', value: '--v=2' }],
        },
      ],
    ] as const
  ).map(([what, container]): Attempt => ({
    name: `control-plane/${what}: everything is visible`,
    player: 'administrator',
    why: 'this command line is complete, so that absent flags have their default',
    answers: BY_PODS,
    objects: documents(mirror('kube-apiserver', [], { container })),
    expect: [
      is('api-server/profiling-on', 'pass'),
      is(AUTHORIZATION, 'pass'),
      is('api-server/static-token-file', 'pass'),
    ],
  })),
  {
    name: 'control-plane/an argument that the pod spells out, and that enables profiling',
    player: 'administrator',
    why: 'the kubelet expands the variable before the process starts, and the last of two values counts',
    answers: BY_PODS,
    objects: documents(
      mirror('kube-apiserver', [], {
        container: {
          command: ['kube-apiserver', ...SOUND, '$(EXTRA)'],
          env: [{ name: 'EXTRA', value: '--profiling=true' }],
        },
      }),
    ),
    expect: [is('api-server/profiling-on', 'fail')],
  },
  ...(
    [
      ['hyperkube with its own subcommand', ['/hyperkube', 'apiserver', ...BAD]],
      ['hyperkube by name', ['hyperkube', 'kube-apiserver', ...BAD]],
      ['a script', ['bash', '-ec', `exec kube-apiserver ${BAD.join(' ')} $MORE`]],
      ['a wrapper', ['/opt/wrapper', 'kube-apiserver', ...BAD]],
      ['tini', ['tini', '--', 'kube-apiserver', ...BAD]],
    ] as const
  ).map(([what, command]): Attempt => ({
    name: `control-plane/AlwaysAllow after ${what}`,
    player: 'administrator',
    why: 'with every way of starting it, its command line contains AlwaysAllow',
    answers: BY_PODS,
    objects: documents(mirror('kube-apiserver', command)),
    expect: [critical],
  })),
  {
    name: 'control-plane/a flag value that looks like etcd',
    player: 'administrator',
    why: 'the value of a flag is no executable: there is no pod of etcd',
    without: ['Pod kube-system/etcd-cp-1'],
    answers: BY_PODS,
    objects: documents(api([...SOUND, '--etcd-prefix=/registry/etcd'])),
    expect: [
      is('etcd/client-cert-auth-off', 'unknown'),
      is('etcd/no-quorum-spare', 'unknown'),
      is('etcd/unsupported', 'unknown'),
    ],
  },
  {
    name: 'control-plane/an etcd tool and a secure member',
    player: 'administrator',
    why: 'a tool that gets the data directory is no member',
    objects: documents(
      mirror('defrag', ['etcdutl', 'defrag', '--data-dir', '/var/lib/etcd'], {
        image: 'registry.k8s.io/etcd:3.7.0-0',
      }),
    ),
    expect: [is('etcd/client-cert-auth-off', 'pass'), is('etcd/peer-cert-auth-off', 'pass')],
  },
  {
    name: 'control-plane/the deprecated plugin list is the complete list',
    player: 'administrator',
    why: '--admission-control lists all plugins: a plugin that is not in it is disabled, including the defaults',
    answers: BY_PODS,
    objects: documents(api(['--authorization-mode=Node,RBAC', '--admission-control=NodeRestriction'])),
    expect: [
      is('api-server/node-restriction-off', 'pass'),
      is('api-server/namespace-lifecycle-off', 'fail'),
      is('api-server/service-account-plugin-off', 'fail'),
    ],
  },
];

/** The store. */
const stores: readonly Attempt[] = [
  {
    name: 'control-plane/etcd is configured by variables',
    player: 'administrator',
    why: 'every flag of etcd has a variable, which applies if the flag is not given',
    objects: documents(
      etcd([], {
        container: {
          env: ETCD_SOUND.map((flag) => {
            const [, name = '', value = ''] = /^--([^=]+)=(.*)$/.exec(flag) ?? [];
            return { name: `ETCD_${name.toUpperCase().replaceAll('-', '_')}`, value };
          }),
        },
      }),
    ),
    expect: [
      is('etcd/client-cert-auth-off', 'pass'),
      is('etcd/peer-cert-auth-off', 'pass'),
      is('etcd/exposed', 'pass'),
    ],
  },
  ...(
    [
      [
        'a variable opens the listener',
        [],
        [{ name: 'ETCD_LISTEN_CLIENT_URLS', value: 'http://10.210.3.11:2379' }],
        'fail',
      ],
      [
        'a flag takes precedence over a variable',
        ETCD_SOUND,
        [{ name: 'ETCD_LISTEN_CLIENT_URLS', value: 'http://10.210.3.11:2379' }],
        'pass',
      ],
      [
        'a variable of a Secret',
        ETCD_SOUND.slice(2, 3),
        [{ name: 'ETCD_CLIENT_CERT_AUTH', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
        'unknown',
      ],
      [
        'a variable names a file',
        ETCD_SOUND,
        [{ name: 'ETCD_CONFIG_FILE', value: '/etc/etcd.yaml' }],
        'unknown',
      ],
      [
        'a flag names a file, which disables all other flags',
        [...ETCD_SOUND, '--config-file=/etc/etcd.yaml'],
        [],
        'unknown',
      ],
      [
        'a separate listener for HTTP',
        [...ETCD_SOUND, '--listen-client-http-urls=http://10.210.3.11:2382'],
        [],
        'fail',
      ],
      [
        'one plain HTTP listener of two',
        [
          '--client-cert-auth=true',
          '--trusted-ca-file=/ca',
          '--listen-client-urls=https://10.210.3.11:2379,http://10.210.3.11:2379',
        ],
        [],
        'fail',
      ],
      [
        'plain in capitals',
        ['--client-cert-auth=true', '--trusted-ca-file=/ca', '--listen-client-urls=HTTP://10.210.3.11:2379'],
        [],
        'fail',
      ],
      ['flags with one dash', ETCD_SOUND.map((flag) => flag.slice(1)), [], 'pass'],
      [
        'TLS on an address that is not given',
        ['--client-cert-auth', '--trusted-ca-file=/ca', '--listen-client-urls=https://$(IP):2379'],
        [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }],
        'pass',
      ],
    ] as const
  ).map(([what, words, env, verdict]): Attempt => ({
    name: `control-plane/etcd: ${what}`,
    player: 'administrator',
    why: 'the settings that etcd reads decide: flags, then variables, or only a file',
    objects: documents(etcd(words, { container: { env } })),
    expect: [is('etcd/client-cert-auth-off', verdict)],
  })),
  {
    name: 'control-plane/etcd exposes its metrics to the network',
    player: 'administrator',
    why: 'the metrics require no login; Services and nodes do not matter',
    objects: documents(etcd([...ETCD_SOUND, '--listen-metrics-urls=http://0.0.0.0:2381'])),
    expect: [is('etcd/exposed', 'fail', { severity: 'medium' })],
    files: [is('etcd/exposed', 'fail', { severity: 'medium' })],
  },
  {
    name: 'control-plane/a secure etcd that is not in use',
    player: 'administrator',
    why: 'the API server stores the state elsewhere: this pod is no evidence about it',
    answers: BY_PODS,
    objects: documents(
      api(
        SOUND.map((flag) =>
          flag.startsWith('--etcd-servers') ? '--etcd-servers=https://10.9.9.9:2379' : flag,
        ),
      ),
    ),
    expect: [is('etcd/client-cert-auth-off', 'unknown'), is('etcd/no-quorum-spare', 'unknown')],
  },
  {
    name: 'control-plane/an insecure etcd of another component',
    player: 'administrator',
    why: 'the API server uses another one: the etcd of a network plugin stores no Secrets',
    objects: documents(
      mirror(
        'cilium-etcd',
        ['etcd', '--listen-client-urls=http://0.0.0.0:4001', '--listen-peer-urls=http://0.0.0.0:4002'],
        {
          image: 'quay.io/coreos/etcd:v3.5.21',
          node: 'worker-1',
        },
      ),
    ),
    expect: [
      is('etcd/client-cert-auth-off', 'pass'),
      is('etcd/peer-cert-auth-off', 'pass'),
      is('etcd/unsupported', 'pass'),
    ],
  },
  {
    name: 'control-plane/one pod of three members',
    player: 'administrator',
    why: 'it was started with two others, which run elsewhere: it is not known to be the only one',
    objects: documents(
      etcd(
        ETCD_SOUND.map((flag) =>
          flag.startsWith('--initial-cluster=')
            ? `${flag},b=https://10.210.3.12:2380,c=https://10.210.3.13:2380`
            : flag,
        ),
      ),
    ),
    expect: [is('etcd/no-quorum-spare', 'unknown'), is('etcd/client-cert-auth-off', 'unknown')],
  },
  ...(
    [
      [
        'creates its own certificate',
        [...ETCD_SOUND, '--auto-tls'],
        is('etcd/client-cert-auth-off', 'fail', { severity: 'critical' }),
        'without its own files it ignores the client authentication setting',
      ],
      [
        'creates its own certificate for peers',
        [...ETCD_SOUND, '--peer-auto-tls=true'],
        is('etcd/peer-cert-auth-off', 'fail', { severity: 'high' }),
        'without its own files it ignores the peer authentication setting',
      ],
      [
        'has a certificate and --auto-tls',
        [...ETCD_SOUND, '--auto-tls', '--cert-file=/c', '--key-file=/k'],
        is('etcd/client-cert-auth-off', 'pass'),
        'with its own files the flag is ignored',
      ],
      [
        'requires client certificates of any CA',
        ETCD_SOUND.filter((flag) => !flag.startsWith('--trusted-ca-file')),
        is('etcd/client-cert-auth-off', 'fail', { severity: 'medium' }),
        'no authority is named: those of the image count',
      ],
      [
        'requires peer certificates of any CA',
        ETCD_SOUND.filter((flag) => !flag.startsWith('--peer-trusted-ca-file')),
        is('etcd/peer-cert-auth-off', 'fail', { severity: 'medium' }),
        'no authority is named: those of the image count',
      ],
    ] as const
  ).map(([what, words, expected, why]): Attempt => ({
    name: `control-plane/an etcd that ${what}`,
    player: 'administrator',
    why,
    objects: documents(etcd(words)),
    expect: [expected],
    ...(expected.verdict === 'fail' && { files: [expected] }),
  })),
  ...(
    [
      ['two members more', ['--etcd-servers=https://127.0.0.1:2379,https://10.210.3.12:2379'], 'pass'],
      ['another etcd for events', ['--etcd-servers-overrides=/events#https://10.0.0.9:2379'], 'pass'],
      [
        'another etcd for Secrets and other resources',
        [
          '--etcd-servers-overrides=/events#https://127.0.0.1:2379,/secrets#https://10.0.0.9:2379;https://10.0.0.8:2379',
        ],
        'pass',
      ],
      ['an etcd for events in plain HTTP', ['--etcd-servers-overrides=/events#http://10.0.0.9:2379'], 'fail'],
    ] as const
  ).map(([what, more, verified]): Attempt => ({
    name: `control-plane/the API server names ${what}`,
    player: 'administrator',
    why: 'the worst member decides, and these were not observed',
    answers: BY_PODS,
    objects: documents(
      api([...SOUND, '--etcd-cafile=/ca', '--etcd-certfile=/c', '--etcd-keyfile=/k', ...more]),
    ),
    expect: [
      ...['client-cert-auth-off', 'peer-cert-auth-off', 'exposed', 'unsupported'].map((check) =>
        is(`etcd/${check}`, 'unknown'),
      ),
      is('api-server/etcd-unverified', verified),
    ],
  })),
  {
    name: 'control-plane/events in the same etcd by another address',
    player: 'administrator',
    why: 'the listed member is the observed one',
    answers: BY_PODS,
    objects: documents(
      api([...SOUND, '--etcd-cafile=/ca', '--etcd-servers-overrides=/events#https://10.210.3.11:2379']),
    ),
    expect: [is('etcd/client-cert-auth-off', 'pass'), is('etcd/unsupported', 'pass')],
  },
  ...(
    [
      ['in addition to every list', {}, ['10.210.3.11', '10.210.3.12'], 'unknown'],
      [
        'and leases may not be listed',
        { '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases': 403 },
        ['10.210.3.11', '10.210.3.12'],
        'unknown',
      ],
      // The observed member may advertise the address of another network card.
      ['only this one, in place of the known one', {}, ['10.9.9.9'], 'pass'],
    ] as const
  ).map(([what, answers, addresses, verdict]): Attempt => ({
    name: `control-plane/an unknown address of the Service kubernetes, ${what}`,
    player: 'server',
    why: 'each API server writes its own address there, and may have neither a pod nor a lease',
    answers,
    objects: documents({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'kubernetes',
        namespace: 'default',
        labels: { 'kubernetes.io/service-name': 'kubernetes' },
      },
      addressType: 'IPv4',
      endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
      ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
    }),
    expect: [
      is(AUTHORIZATION, verdict),
      is('api-server/node-restriction-off', verdict),
      is('etcd/secrets-unencrypted', verdict),
      is('control-plane/single-node', verdict === 'pass' ? 'fail' : 'unknown'),
    ],
  })),
  ...(['Failed', 'Pending'] as const).map((phase): Attempt => ({
    name: `control-plane/a second controller manager whose pod is ${phase}`,
    player: 'administrator',
    why: 'a pod that does not run has no effective flags, so that the flags are not known to match',
    objects: documents(
      mirror('kube-controller-manager', ['kube-controller-manager', '--bind-address=0.0.0.0'], {
        node: 'worker-1',
        status: { phase },
      }),
    ),
    expect: [is('control-plane/replicas-differ', 'unknown', { object: 'Component kube-controller-manager' })],
  })),
  ...(
    [
      ['was reloaded', 3, 'unknown'],
      ['was never reloaded', 0, 'pass'],
    ] as const
  ).map(([what, reloads, verdict]): Attempt => ({
    name: `control-plane/an encryption configuration that ${what}`,
    player: 'server',
    why: 'counters do not contain whether the last write came before the last change',
    answers: {
      '/metrics': {
        type: 'text/plain',
        body: [
          'apiserver_request_total{code="200",resource="pods",verb="LIST"} 512',
          `apiserver_encryption_config_controller_automatic_reloads_total{status="success"} ${reloads}`,
          'apiserver_storage_transformation_operations_total{resource="secrets",status="OK",transformation_type="to_storage",transformer_prefix="k8s:enc:secretbox:v1:"} 4',
          '# EOF',
          '',
        ].join('\n'),
      },
    },
    expect: [is('etcd/secrets-unencrypted', verdict)],
  })),
  {
    name: 'control-plane/Secrets that are only read',
    player: 'server',
    why: 'an administrator put identity first and restarted the server: it reads the old Secrets with secretbox, and writes new ones unencrypted',
    answers: {
      '/metrics': {
        type: 'text/plain',
        body: [
          'apiserver_request_total{code="200",resource="pods",verb="LIST"} 512',
          'apiserver_storage_transformation_operations_total{resource="secrets",status="OK",transformation_type="from_storage",transformer_prefix="k8s:enc:secretbox:v1:"} 18',
          '',
        ].join('\n'),
      },
    },
    expect: [is('etcd/secrets-unencrypted', 'unknown')],
  },
  {
    name: 'control-plane/a second server of which only its encryption flag is observed',
    player: 'administrator',
    why: 'a flag that is set is no evidence about Secrets, on any server',
    objects: documents(api([...SOUND, '--encryption-provider-config=/e'], { node: 'worker-1' }), {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name: 'apiserver-second',
        namespace: 'kube-system',
        labels: {
          'apiserver.kubernetes.io/identity': 'kube-apiserver',
          'kubernetes.io/hostname': 'worker-1',
        },
      },
      spec: { holderIdentity: 'apiserver-second', renewTime: '2026-11-29T20:21:50.000000Z' },
    }),
    expect: [is('etcd/secrets-unencrypted', 'unknown')],
  },
];

const deployment = (name: string, replicas: number, ready: number): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'kube-system', creationTimestamp: OLD },
  spec: {
    replicas,
    selector: { matchLabels: { 'k8s-app': name } },
    template: {
      metadata: { labels: { 'k8s-app': name } },
      spec: { containers: [{ name, image: `x.example/${name}:1` }] },
    },
  },
  status: { replicas, readyReplicas: ready },
});
/** Two replicas of this image are desired, and none exists. */
function withImage(name: string, image: string): Json {
  const wanted = deployment(name, 2, 0);
  return { ...wanted, spec: { replicas: 2, template: { spec: { containers: [{ name, image }] } } } };
}

/** The DNS of the base cluster. */
const DNS = ['Deployment kube-system/coredns', 'ReplicaSet kube-system/coredns*', 'Pod kube-system/coredns*'];
const UNAVAILABLE = 'control-plane/component-unavailable';
const NOT_READY = { ...RUNNING, conditions: [{ type: 'Ready', status: 'False' }] };

/** Health, versions. */
const states: readonly Attempt[] = [
  {
    name: 'control-plane/no scheduler is ready',
    player: 'administrator',
    why: 'one exists, and its lease shows that it works, but its health check fails',
    objects: documents(
      mirror('kube-scheduler', ['kube-scheduler', '--bind-address=127.0.0.1'], { status: NOT_READY }),
    ),
    expect: [is(UNAVAILABLE, 'fail', { object: 'Component kube-scheduler', severity: 'medium' })],
  },
  {
    name: 'control-plane/no scheduler is ready, and none leads',
    player: 'administrator',
    why: 'no pods are scheduled any more',
    without: ['Lease kube-system/kube-scheduler'],
    objects: documents(
      mirror('kube-scheduler', ['kube-scheduler', '--bind-address=127.0.0.1'], { status: NOT_READY }),
    ),
    expect: [is(UNAVAILABLE, 'fail', { object: 'Component kube-scheduler', severity: 'high' })],
  },
  {
    name: 'control-plane/a workload of the system without a replica',
    player: 'administrator',
    why: 'it requires two replicas and has none',
    objects: documents(deployment('metrics-server', 2, 0)),
    expect: [
      is(UNAVAILABLE, 'fail', { object: 'Deployment kube-system/metrics-server', severity: 'medium' }),
    ],
  },
  {
    name: 'control-plane/a CoreDNS without any pod',
    player: 'administrator',
    why: 'a webhook that rejects its pods stops name resolution just as failing pods do',
    without: DNS,
    objects: documents(deployment('coredns', 2, 0)),
    expect: [is(UNAVAILABLE, 'fail', { object: 'Deployment kube-system/coredns', severity: 'high' })],
  },
  {
    name: 'control-plane/a kube-proxy without any pod',
    player: 'administrator',
    why: 'Services are not routed',
    without: ['DaemonSet kube-system/kube-proxy', 'Pod kube-system/kube-proxy*'],
    objects: documents({
      ...deployment('kube-proxy', 2, 0),
      kind: 'DaemonSet',
      status: { desiredNumberScheduled: 2, numberReady: 0 },
    }),
    expect: [is(UNAVAILABLE, 'fail', { object: 'DaemonSet kube-system/kube-proxy', severity: 'high' })],
  },
  {
    name: 'control-plane/a second CoreDNS without any pod',
    player: 'administrator',
    why: 'the other one responds',
    objects: documents(withImage('dns-of-before', 'registry.k8s.io/coredns/coredns:v1.14.2')),
    expect: [is(UNAVAILABLE, 'fail', { object: 'Deployment kube-system/dns-of-before', severity: 'medium' })],
  },
  {
    name: 'control-plane/a workload with the name of CoreDNS and another image',
    player: 'administrator',
    why: 'its image identifies it',
    without: DNS,
    objects: documents(withImage('coredns', 'registry.k8s.io/cpa/cluster-proportional-autoscaler:v1.9.0')),
    expect: [is(UNAVAILABLE, 'fail', { object: 'Deployment kube-system/coredns', severity: 'medium' })],
  },
  {
    name: 'control-plane/a workload of the system that is scaled to zero',
    player: 'administrator',
    why: 'an administrator set it',
    objects: documents(deployment('metrics-server', 0, 0), {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'once', namespace: 'kube-system' },
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'x:1' }] } } },
      status: { failed: 1 },
    }),
    expect: [is(UNAVAILABLE, 'pass')],
  },
  {
    name: 'control-plane/a system workload that its controller has not processed',
    player: 'server',
    why: 'it has no pods and no status, as without a controller manager',
    objects: documents({ ...deployment('metrics-server', 2, 0), status: {} }),
    expect: [is(UNAVAILABLE, 'unknown')],
  },
  {
    name: 'control-plane/a system DaemonSet that its controller has not processed',
    player: 'server',
    why: 'without a status even the number of desired pods is unknown',
    objects: documents({ ...deployment('node-agent', 2, 0), kind: 'DaemonSet', status: undefined }),
    expect: [is(UNAVAILABLE, 'unknown')],
  },
  {
    name: 'control-plane/a workload of a team without a replica',
    player: 'tenant',
    why: 'it is no system component',
    objects: documents({ ...deployment('api', 2, 0), metadata: { name: 'api', namespace: 'shop' } }),
    expect: [is(UNAVAILABLE, 'pass')],
  },
  {
    name: 'control-plane/an end-of-life kubelet and a supported server',
    player: 'server',
    why: 'it gets no patches, whatever the release of the server is',
    objects: documents({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'old' },
      status: {
        conditions: [{ type: 'Ready', status: 'True' }],
        nodeInfo: { kubeletVersion: 'v1.28.15', containerRuntimeVersion: 'containerd://1.7.28' },
      },
    }),
    expect: [is('version/kubernetes-unsupported', 'fail', { object: 'Component kubelet', severity: 'high' })],
    files: [is('version/kubernetes-unsupported', 'fail', { object: 'Component kubelet', severity: 'high' })],
  },
  {
    name: 'control-plane/a kubelet that was built without a version',
    player: 'server',
    why: 'it contains no release, and so neither an old one nor a version skew',
    objects: documents({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'own-build' },
      status: {
        conditions: [{ type: 'Ready', status: 'True' }],
        nodeInfo: { kubeletVersion: 'v0.0.0-master+$Format:%H$', containerRuntimeVersion: 'cri-o://1.36.0' },
      },
    }),
    expect: [
      is('version/kubernetes-unsupported', 'pass'),
      is('version/kubelet-skew', 'unknown'),
      is('nodes/runtime-unsupported', 'unknown'),
    ],
  },
  {
    name: 'control-plane/a server that was built without a version',
    player: 'server',
    why: 'its support period is not known',
    answers: { '/version': { body: '{"major":"","minor":"","gitVersion":"v0.0.0-master+$Format:%H$"}' } },
    expect: [is('version/kubernetes-unsupported', 'unknown'), is('version/kubelet-skew', 'unknown')],
  },
];

/** A file of /etc/kubernetes/manifests, and edits of it. */
const manifest = (
  program: string,
  words: readonly string[],
  image: string,
  more: { meta?: Json; spec?: Json } = {},
): string =>
  documents({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: program, namespace: 'kube-system', ...more.meta },
    spec: { hostNetwork: true, containers: [{ name: program, image, command: words }], ...more.spec },
  });

const given = (name: string, why: string, objects: string, ...files: readonly Expected[]): Attempt => ({
  name: `control-plane/from a file: ${name}`,
  player: 'administrator',
  why,
  objects,
  expect: [],
  files,
});

const FILES: readonly Attempt[] = [
  given(
    'a manifest has no status',
    'no data source reports that it is not ready',
    manifest(
      'kube-apiserver',
      ['kube-apiserver', '--authorization-mode=Node,RBAC'],
      'registry.k8s.io/kube-apiserver:v1.36.6',
    ),
    is('api-server/health-check-failing', 'unknown'),
    is(UNAVAILABLE, 'unknown'),
  ),
  given(
    'a pod that lost its annotations',
    'all other fields are those of a mirror pod, and no pod of the dump has annotations of a kubelet',
    manifest(
      'kube-apiserver',
      ['kube-apiserver', '--authorization-mode=AlwaysAllow', '--token-auth-file=/t'],
      'registry.k8s.io/kube-apiserver:v1.36.1',
      {
        meta: { name: 'kube-apiserver-cp1', labels: { component: 'kube-apiserver', tier: 'control-plane' } },
        spec: { nodeName: 'cp1' },
      },
    ),
    critical,
    is('api-server/static-token-file', 'fail', { severity: 'high' }),
    is('workloads/host-network', ['unknown', 'not-applicable']),
  ),
  given(
    'hyperkube of 1.8',
    "the API server's own subcommand, a plain HTTP port, and a release that has reached end of life",
    manifest(
      'kube-apiserver',
      ['/hyperkube', 'apiserver', '--insecure-port=8080', '--authorization-mode=AlwaysAllow'],
      'gcr.io/google_containers/hyperkube:v1.8.5',
    ),
    critical,
    is('api-server/insecure-port-open', 'fail', { severity: 'critical' }),
    is('version/kubernetes-unsupported', 'fail'),
  ),
  given(
    'the deprecated plugin list',
    'NodeRestriction is in it; whether there are other servers is not known',
    manifest(
      'kube-apiserver',
      [
        'kube-apiserver',
        '--admission-control=NamespaceLifecycle,ServiceAccount,NodeRestriction',
        '--authorization-mode=Node,RBAC',
      ],
      'k8s.gcr.io/kube-apiserver-amd64:v1.10.8',
    ),
    is('api-server/node-restriction-off', ['unknown', 'pass']),
  ),
  given(
    'an old scheduler on the loopback interface',
    '1.10 has only the plain HTTP port',
    manifest(
      'kube-scheduler',
      ['kube-scheduler', '--address=127.0.0.1'],
      'k8s.gcr.io/kube-scheduler-amd64:v1.10.8',
    ),
    is('control-plane/open-bind-address', ['unknown', 'pass'], { object: 'Component kube-scheduler' }),
  ),
  given(
    'an old scheduler with its plain HTTP port open',
    'plain HTTP without a login is the worse of two listeners',
    manifest(
      'kube-scheduler',
      ['kube-scheduler', '--bind-address=127.0.0.1', '--address=0.0.0.0', '--port=10251'],
      'k8s.gcr.io/kube-scheduler:v1.17.3',
    ),
    is('control-plane/open-bind-address', 'fail', { object: 'Component kube-scheduler', severity: 'medium' }),
  ),
  given(
    'one server without Node rules',
    'the setting of one server does not protect requests to another',
    manifest(
      'kube-apiserver',
      ['kube-apiserver', '--authorization-mode=RBAC'],
      'registry.k8s.io/kube-apiserver:v1.36.6',
    ),
    is(AUTHORIZATION, 'fail', { severity: 'high' }),
  ),
  given(
    'passwords in a file',
    'the same as tokens in a file, to 1.18',
    manifest(
      'kube-apiserver',
      ['kube-apiserver', '--basic-auth-file=/b', '--authorization-mode=Node,RBAC'],
      'k8s.gcr.io/kube-apiserver:v1.14.0',
    ),
    is('api-server/static-token-file', 'fail', { severity: 'high' }),
  ),
  given(
    'an old API server without a list of plugins',
    'up to 1.9 the list was AlwaysAdmit, and no other plugin',
    manifest(
      'kube-apiserver',
      ['kube-apiserver', '--authorization-mode=Node,RBAC'],
      'k8s.gcr.io/kube-apiserver:v1.9.3',
    ),
    is('api-server/always-admit', 'fail'),
    is('api-server/node-restriction-off', 'fail'),
  ),
  given(
    'ciphers that CIS lists',
    'CBC with SHA-1 is on the list that the row cites, and current releases offer it by default',
    manifest(
      'kube-apiserver',
      ['kube-apiserver', '--tls-cipher-suites=TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'],
      'registry.k8s.io/kube-apiserver:v1.24.1',
    ),
    is('api-server/weak-ciphers', ['unknown', 'pass']),
    is('api-server/cipher-suites-unset', ['unknown', 'pass']),
  ),
  given(
    'no list of ciphers in an old release',
    'Go offered RSA key exchange and 3DES then',
    manifest('kube-apiserver', ['kube-apiserver'], 'registry.k8s.io/kube-apiserver:v1.24.1'),
    is('api-server/weak-ciphers', 'fail'),
    is('api-server/cipher-suites-unset', 'fail'),
  ),
  given(
    'no audit log, and no version',
    'without a log, retention does not apply',
    manifest(
      'kube-apiserver',
      ['kube-apiserver', '--authorization-mode=Node,RBAC'],
      'registry.example.com/kube-apiserver:latest',
    ),
    is('api-server/audit-log-few-backups', 'not-applicable'),
    is('api-server/audit-log-retention-short', 'not-applicable'),
    is('api-server/audit-logging-off', 'fail'),
  ),
];

const attempts: readonly Attempt[] = [...marks, ...duplicates, ...lines, ...stores, ...states, ...FILES];
export default attempts;
