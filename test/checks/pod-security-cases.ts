/** A pod and the Pod Security checks that it violates. */
export interface PodCase {
  name: string;
  annotations?: Readonly<Record<string, string>>;
  spec: Readonly<Record<string, unknown>>;
  /** Ids of the checks of pod-security-admission that it violates, of those that correspond to ours. */
  forbidden: readonly string[];
  /** Checks that fail in our evaluation only (`more`), those that fail in the plugin only (`less`), and the reason. */
  more?: readonly string[];
  less?: readonly string[];
  why?: string;
}

/** Settings that the level restricted requires of a pod and a container. */
const POD = { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } };
const COMPLIANT = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

const container = (securityContext: object = COMPLIANT, more: object = {}) => ({
  name: 'c',
  image: 'shop/c:1',
  securityContext,
  ...more,
});

/** A compliant pod with these changes. */
const pod = (more: object = {}, securityContext: object = COMPLIANT, pods: object = POD) => ({
  securityContext: pods,
  containers: [container(securityContext)],
  ...more,
});

/** A compliant pod with one more container in the list of this name. */
const withContainer = (list: string, securityContext: object, more: object = {}) =>
  pod({ [list]: [{ ...container(securityContext, more), name: 'x' }] });

const mounting = (path: string) => ({
  volumes: [{ name: 'v', hostPath: { path } }],
  containers: [container(COMPLIANT, { volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
});

const EVERYTHING_UNSET = [
  'capabilities_restricted',
  'runAsNonRoot',
  'allowPrivilegeEscalation',
  'seccompProfile_restricted',
];

export const CASES: readonly PodCase[] = [
  { name: 'compliant', spec: pod(), forbidden: [] },
  {
    name: 'without a security context',
    spec: { containers: [{ name: 'c', image: 'shop/c:1' }] },
    forbidden: EVERYTHING_UNSET,
  },
  {
    name: 'privileged',
    spec: pod({}, { ...COMPLIANT, allowPrivilegeEscalation: undefined, privileged: true }),
    forbidden: ['privileged', 'allowPrivilegeEscalation'],
    more: ['capabilities_restricted', 'seccompProfile_restricted'],
    why: 'a privileged container has all capabilities and no seccomp profile, whatever it sets',
  },
  ...(['initContainers', 'ephemeralContainers'] as const).flatMap((list): PodCase[] => [
    {
      name: `privileged in ${list}`,
      spec: withContainer(list, { capabilities: { drop: ['ALL'] }, privileged: true }),
      forbidden: ['privileged', 'allowPrivilegeEscalation'],
      more: ['capabilities_restricted', 'seccompProfile_restricted'],
      why: 'as above',
    },
    {
      name: `nothing set in ${list}`,
      spec: pod({ [list]: [{ name: 'x', image: 'busybox' }] }, COMPLIANT, {}),
      forbidden: EVERYTHING_UNSET,
    },
    {
      name: `capability in ${list}`,
      spec: withContainer(list, { ...COMPLIANT, capabilities: { drop: ['ALL'], add: ['SYS_PTRACE'] } }),
      forbidden: ['capabilities_baseline', 'capabilities_restricted'],
      less: ['capabilities_restricted'],
      why: 'capabilities-not-dropped checks dropped capabilities; added ones have their own check',
    },
    {
      name: `root in ${list}`,
      spec: withContainer(list, { ...COMPLIANT, runAsUser: 0 }),
      forbidden: ['runAsUser'],
    },
    {
      name: `seccomp profile Unconfined in ${list}`,
      spec: withContainer(list, { ...COMPLIANT, seccompProfile: { type: 'Unconfined' } }),
      forbidden: ['seccompProfile_restricted'],
    },
    {
      name: `HostProcess container in ${list}`,
      spec: withContainer(list, { ...COMPLIANT, windowsOptions: { hostProcess: true } }),
      forbidden: ['windowsHostProcess'],
    },
  ]),
  {
    name: 'a native sidecar with a host port',
    spec: withContainer('initContainers', COMPLIANT, {
      restartPolicy: 'Always',
      ports: [{ containerPort: 80, hostPort: 80 }],
    }),
    forbidden: ['hostPorts'],
  },
  {
    name: 'host port',
    spec: pod({ containers: [container(COMPLIANT, { ports: [{ containerPort: 80, hostPort: 8080 }] })] }),
    forbidden: ['hostPorts'],
  },
  {
    name: 'host port 0',
    spec: pod({ containers: [container(COMPLIANT, { ports: [{ containerPort: 80, hostPort: 0 }] })] }),
    forbidden: [],
  },
  {
    name: 'host port on the host network',
    spec: pod({
      hostNetwork: true,
      containers: [container(COMPLIANT, { ports: [{ containerPort: 80, hostPort: 80 }] })],
    }),
    forbidden: ['hostNamespaces', 'hostPorts'],
    less: ['hostPorts'],
    why: 'the API server sets them for pods on the host network, which has its own check',
  },
  { name: 'host network', spec: pod({ hostNetwork: true }), forbidden: ['hostNamespaces'] },
  { name: 'host PID', spec: pod({ hostPID: true }), forbidden: ['hostNamespaces'] },
  { name: 'host IPC', spec: pod({ hostIPC: true }), forbidden: ['hostNamespaces'] },
  {
    name: 'no host namespaces',
    spec: pod({ hostNetwork: false, hostPID: false, hostIPC: false }),
    forbidden: [],
  },
  { name: 'shared PID namespace within the pod', spec: pod({ shareProcessNamespace: true }), forbidden: [] },
  { name: 'host path', spec: pod(mounting('/data')), forbidden: ['hostPathVolumes'] },
  { name: 'host path to the keys', spec: pod(mounting('/etc/kubernetes')), forbidden: ['hostPathVolumes'] },
  {
    name: 'host path that nothing mounts',
    spec: pod({ volumes: [{ name: 'v', hostPath: { path: '/etc' } }] }),
    forbidden: ['hostPathVolumes'],
    less: ['hostPathVolumes'],
    why: 'it has no effect; an ephemeral container that mounts it later is reported then',
  },
  {
    name: 'a PersistentVolumeClaim',
    spec: pod({
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }],
      containers: [container(COMPLIANT, { volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
    }),
    forbidden: [],
  },
  ...[
    'AUDIT_WRITE',
    'CHOWN',
    'DAC_OVERRIDE',
    'FOWNER',
    'FSETID',
    'KILL',
    'MKNOD',
    'SETFCAP',
    'SETGID',
    'SETPCAP',
    'SETUID',
    'SYS_CHROOT',
  ].map((name): PodCase => ({
    name: `adds ${name}`,
    spec: pod({}, { ...COMPLIANT, capabilities: { drop: ['ALL'], add: [name] } }),
    forbidden: ['capabilities_restricted'],
    less: ['capabilities_restricted'],
    why: 'capabilities that a program requires are added after dropping all',
  })),
  {
    name: 'adds NET_BIND_SERVICE',
    spec: pod({}, { ...COMPLIANT, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }),
    forbidden: [],
  },
  ...['NET_RAW', 'NET_ADMIN', 'SYS_ADMIN', 'SYS_TIME', 'ALL', 'BPF', 'CHECKPOINT_RESTORE'].map(
    (name): PodCase => ({
      name: `adds ${name}`,
      spec: pod({}, { ...COMPLIANT, capabilities: { drop: ['ALL'], add: [name] } }),
      forbidden: ['capabilities_baseline', 'capabilities_restricted'],
      less: ['capabilities_restricted'],
      why: 'added capabilities have their own check',
    }),
  ),
  {
    name: 'adds by the kernel name',
    spec: pod({}, { ...COMPLIANT, capabilities: { drop: ['ALL'], add: ['CAP_SYS_ADMIN'] } }),
    forbidden: ['capabilities_baseline', 'capabilities_restricted'],
    less: ['capabilities_restricted'],
    why: 'added capabilities have their own check',
  },
  {
    name: 'adds a harmless capability by the kernel name',
    spec: pod({}, { ...COMPLIANT, capabilities: { drop: ['ALL'], add: ['CAP_CHOWN'] } }),
    forbidden: ['capabilities_baseline', 'capabilities_restricted'],
    less: ['capabilities_baseline', 'capabilities_restricted'],
    why: 'a runtime that accepts the name adds a harmless capability, others add nothing',
  },
  {
    name: 'drops one capability',
    spec: pod({}, { ...COMPLIANT, capabilities: { drop: ['NET_RAW'] } }),
    forbidden: ['capabilities_restricted'],
  },
  {
    name: 'drops all in lower case',
    spec: pod({}, { ...COMPLIANT, capabilities: { drop: ['all'] } }),
    forbidden: ['capabilities_restricted'],
    less: ['capabilities_restricted'],
    why: 'every runtime ignores case: all capabilities are dropped',
  },
  {
    name: 'drops CAP_ALL, which is not a valid name',
    spec: pod({}, { ...COMPLIANT, capabilities: { drop: ['CAP_ALL'] } }),
    forbidden: ['capabilities_restricted'],
  },
  {
    name: 'runAsUser 0 in the pod only',
    spec: pod({}, COMPLIANT, {
      seccompProfile: { type: 'RuntimeDefault' },
      runAsNonRoot: true,
      runAsUser: 0,
    }),
    forbidden: ['runAsUser'],
  },
  {
    name: 'runAsUser without runAsNonRoot',
    spec: pod({}, COMPLIANT, { seccompProfile: { type: 'RuntimeDefault' }, runAsUser: 1000 }),
    forbidden: ['runAsNonRoot'],
    less: ['runAsNonRoot'],
    why: 'a user above zero is not root, with or without runAsNonRoot',
  },
  {
    name: 'runAsNonRoot: false and runAsUser',
    spec: pod({}, { ...COMPLIANT, runAsNonRoot: false }),
    forbidden: ['runAsNonRoot'],
    less: ['runAsNonRoot'],
    why: 'as above',
  },
  {
    name: 'runAsNonRoot: false in the container',
    spec: pod(
      {},
      { ...COMPLIANT, runAsNonRoot: false },
      { seccompProfile: { type: 'RuntimeDefault' }, runAsNonRoot: true },
    ),
    forbidden: ['runAsNonRoot'],
  },
  {
    name: 'user namespace (hostUsers: false)',
    spec: pod(
      { hostUsers: false },
      { ...COMPLIANT, runAsUser: 0 },
      { seccompProfile: { type: 'RuntimeDefault' } },
    ),
    forbidden: [],
  },
  {
    name: 'hostUsers: true',
    spec: pod({ hostUsers: true }, COMPLIANT, { seccompProfile: { type: 'RuntimeDefault' } }),
    forbidden: ['runAsNonRoot'],
  },
  {
    name: 'privilege escalation allowed',
    spec: pod({}, { ...COMPLIANT, allowPrivilegeEscalation: true }),
    forbidden: ['allowPrivilegeEscalation'],
  },
  {
    name: 'privilege escalation not set',
    spec: pod({}, { capabilities: { drop: ['ALL'] } }),
    forbidden: ['allowPrivilegeEscalation'],
  },
  {
    name: 'seccomp profile Localhost',
    spec: pod({}, { ...COMPLIANT, seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } }),
    forbidden: [],
  },
  {
    name: 'seccomp profile Unconfined in the pod',
    spec: pod({}, COMPLIANT, { ...POD, seccompProfile: { type: 'Unconfined' } }),
    forbidden: ['seccompProfile_restricted'],
  },
  {
    name: 'seccomp profile Unconfined in the container',
    spec: pod({}, { ...COMPLIANT, seccompProfile: { type: 'Unconfined' } }),
    forbidden: ['seccompProfile_restricted'],
  },
  {
    name: 'seccomp profile Unconfined in the pod, RuntimeDefault in the container',
    spec: pod(
      {},
      { ...COMPLIANT, seccompProfile: { type: 'RuntimeDefault' } },
      { ...POD, seccompProfile: { type: 'Unconfined' } },
    ),
    forbidden: ['seccompProfile_restricted'],
    less: ['seccompProfile_restricted'],
    why: 'the profile of the container takes precedence, and it is the only container',
  },
  {
    name: 'HostProcess in the pod',
    spec: pod({ hostNetwork: true }, COMPLIANT, { ...POD, windowsOptions: { hostProcess: true } }),
    forbidden: ['hostNamespaces', 'windowsHostProcess'],
  },
  {
    name: 'hostProcess: false',
    spec: pod({}, COMPLIANT, { ...POD, windowsOptions: { hostProcess: false } }),
    forbidden: [],
  },
  {
    name: 'Windows by spec.os',
    spec: {
      os: { name: 'windows' },
      securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } },
      containers: [{ name: 'c', image: 'iis' }],
    },
    forbidden: ['runAsNonRoot'],
    less: ['runAsNonRoot'],
    why: 'root is a Linux user',
  },
  {
    name: 'Linux by spec.os',
    spec: { os: { name: 'linux' }, containers: [{ name: 'c', image: 'web' }] },
    forbidden: EVERYTHING_UNSET,
  },
  {
    name: 'Windows by a nodeSelector',
    spec: { nodeSelector: { 'kubernetes.io/os': 'windows' }, containers: [{ name: 'c', image: 'iis' }] },
    forbidden: EVERYTHING_UNSET,
    less: EVERYTHING_UNSET,
    why: 'the plugin evaluates spec.os only; the kubelet of a Linux node rejects the selector as well',
  },
  {
    name: 'Windows by a nodeSelector, privileged',
    spec: pod(
      { nodeSelector: { 'kubernetes.io/os': 'windows' } },
      { ...COMPLIANT, allowPrivilegeEscalation: undefined, privileged: true },
    ),
    forbidden: ['privileged', 'allowPrivilegeEscalation'],
    less: ['allowPrivilegeEscalation'],
    more: ['capabilities_restricted', 'seccompProfile_restricted'],
    why: 'set fields are evaluated on any operating system, unset fields on Linux only',
  },
];
