import * as fc from 'fast-check';
import type { PodTemplate } from '../../../src/snapshot/records/index.ts';
import { obj } from '../../../src/snapshot/project/raw.ts';
import { templateOf } from '../../../src/snapshot/project/template.ts';

/** Metadata and spec of a pod, as in the API. */
export interface RawPod {
  metadata: { annotations?: Record<string, string> };
  spec: Record<string, unknown>;
}

/** Our record of it. */
export function recordOf({ metadata, spec }: RawPod): PodTemplate {
  return templateOf(obj(metadata as unknown), obj(spec as unknown));
}

const maybe = <T>(value: fc.Arbitrary<T>, freq = 3) => fc.option(value, { nil: undefined, freq });
/** Mostly the sound value, so that pods of every level occur. */
const mostly = <T>(sound: T, ...others: T[]) =>
  fc.oneof(
    { weight: 16, arbitrary: fc.constant(sound) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const NAMES = ['web', 'vault-token', 'password', 'init-db'];

const seccomp = mostly<object | undefined>(
  { type: 'RuntimeDefault' },
  undefined,
  { type: 'Localhost', localhostProfile: 'a.json' },
  { type: 'Unconfined' },
);
const appArmor = mostly<object | undefined>(
  undefined,
  { type: 'RuntimeDefault' },
  { type: 'Localhost', localhostProfile: 'a' },
  { type: 'Unconfined' },
);
const seLinux = mostly<object | undefined>(
  undefined,
  {},
  { type: 'container_t', level: 's0:c1,c2' },
  { type: 'container_init_t' },
  { type: 'container_kvm_t' },
  { type: 'container_engine_t' },
  { type: 'spc_t' },
  { type: ' container_t' },
  { user: 'system_u' },
  { role: 'system_r', type: 'container_t' },
  { type: '', user: '' },
);
const windows = mostly<object | undefined>(
  undefined,
  { hostProcess: true },
  { hostProcess: false },
  { runAsUserName: 'ContainerUser' },
);

const capability = mostly(
  'NET_BIND_SERVICE',
  'CHOWN',
  'NET_RAW',
  'SYS_ADMIN',
  'SETPCAP',
  'ALL',
  'CAP_CHOWN',
  'chown',
);
const capabilities = fc.record(
  {
    drop: mostly<string[]>(['ALL'], [], ['all'], ['NET_RAW'], ['KILL', 'ALL']),
    add: maybe(fc.array(capability, { maxLength: 2 })),
  },
  { requiredKeys: [] },
);

const containerSecurity = fc.record({
  allowPrivilegeEscalation: mostly<boolean | undefined>(false, true, undefined),
  privileged: mostly<boolean | undefined>(undefined, false, true),
  capabilities: fc.oneof(
    { weight: 20, arbitrary: capabilities },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  runAsNonRoot: mostly<boolean | undefined>(true, undefined, false),
  runAsUser: mostly<number | undefined>(undefined, 0, 1000),
  seccompProfile: seccomp,
  appArmorProfile: appArmor,
  seLinuxOptions: seLinux,
  procMount: mostly<string | undefined>(undefined, 'Default', 'Unmasked'),
  windowsOptions: windows,
});

const host = mostly<string | undefined>(undefined, '', '127.0.0.1', 'metadata.internal');
const handler = fc.oneof(
  host.map((name) => ({ httpGet: { path: '/', port: 80, ...(name !== undefined && { host: name }) } })),
  host.map((name) => ({ tcpSocket: { port: 80, ...(name !== undefined && { host: name }) } })),
  fc.constant({ exec: { command: ['true'] } }),
);
const port = mostly<object>(
  { containerPort: 80 },
  { containerPort: 80, hostPort: 0 },
  { containerPort: 80, hostPort: 8080, protocol: 'UDP' },
);

const container = fc.record({
  name: fc.constantFrom(...NAMES),
  image: fc.constant('registry.example/app:1'),
  securityContext: fc.oneof(
    { weight: 20, arbitrary: containerSecurity },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  ports: maybe(fc.array(port, { maxLength: 2 })),
  livenessProbe: maybe(handler),
  readinessProbe: maybe(handler),
  startupProbe: maybe(handler),
  lifecycle: maybe(fc.record({ postStart: handler, preStop: handler }, { requiredKeys: [] })),
});

const SOURCES: readonly Record<string, unknown>[] = [
  { emptyDir: {} },
  { configMap: { name: 'a' } },
  { secret: { secretName: 'a' } },
  { projected: { sources: [] } },
  { downwardAPI: {} },
  { persistentVolumeClaim: { claimName: 'a' } },
  { ephemeral: {} },
  { image: { reference: 'a' } },
  { csi: { driver: 'a' } },
];
const LIMITED: readonly Record<string, unknown>[] = [
  { hostPath: { path: '/' } },
  { hostPath: { path: '/var/log', type: 'Directory' } },
  { nfs: { server: 'a', path: '/' } },
  { iscsi: { targetPortal: 'a' } },
  { gitRepo: { repository: 'a' } },
  { awsElasticBlockStore: { volumeID: 'a' } },
  { gcePersistentDisk: { pdName: 'a' } },
  { azureFile: { secretName: 'a', shareName: 'b' } },
  { azureDisk: { diskName: 'a' } },
  { cephfs: { monitors: ['a'] } },
  { rbd: { monitors: ['a'], image: 'b' } },
  { glusterfs: { endpoints: 'a', path: 'b' } },
  { flexVolume: { driver: 'a' } },
  { fc: {} },
  { vsphereVolume: { volumePath: 'a' } },
  { portworxVolume: { volumeID: 'a' } },
  { scaleIO: { gateway: 'a' } },
  { storageos: {} },
  { quobyte: { registry: 'a', volume: 'b' } },
  { flocker: {} },
  { photonPersistentDisk: { pdID: 'a' } },
  { cinder: { volumeID: 'a' } },
];
const volume = fc
  .tuple(
    fc.integer({ min: 0, max: 9 }),
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...SOURCES) },
      { weight: 1, arbitrary: fc.constantFrom(...LIMITED) },
    ),
  )
  .map(([index, source]) => ({ name: `v${index}`, ...source }));

const sysctl = fc.constantFrom(
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_notsent_lowat',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.core.somaxconn',
  'kernel.msgmax',
);

const podSecurity = fc.record({
  runAsNonRoot: mostly<boolean | undefined>(undefined, true, false),
  runAsUser: mostly<number | undefined>(undefined, 0, 1000),
  seccompProfile: seccomp,
  appArmorProfile: appArmor,
  seLinuxOptions: seLinux,
  windowsOptions: windows,
  sysctls: maybe(
    fc.array(
      sysctl.map((name) => ({ name, value: '1' })),
      { maxLength: 2 },
    ),
    3,
  ),
});

const PROFILES = ['runtime/default', 'docker/default', 'localhost/a', 'localhost', 'unconfined', ''];
const annotations = fc.dictionary(
  fc.oneof(
    fc.constantFrom(...NAMES).map((name) => `container.apparmor.security.beta.kubernetes.io/${name}`),
    fc.constantFrom(...NAMES).map((name) => `container.seccomp.security.alpha.kubernetes.io/${name}`),
    fc.constant('seccomp.security.alpha.kubernetes.io/pod'),
    fc.constant('example.com/other'),
  ),
  fc.constantFrom(...PROFILES),
  { maxKeys: 2 },
);

const flag = mostly<boolean | undefined>(undefined, false, true);

/** Pods with every field that the standards read: most fields are sound, so that every level occurs. */
export const rawPod: fc.Arbitrary<RawPod> = fc.record({
  metadata: fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.record({ annotations }) },
  ),
  spec: fc.record({
    hostNetwork: flag,
    hostPID: flag,
    hostIPC: flag,
    hostUsers: maybe(fc.boolean(), 2),
    os: mostly<object | undefined>(undefined, { name: 'windows' }, { name: 'linux' }),
    securityContext: fc.oneof(
      { weight: 8, arbitrary: podSecurity },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    initContainers: maybe(fc.array(container, { maxLength: 1 })),
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    ephemeralContainers: maybe(fc.array(container, { maxLength: 1 }), 9),
    volumes: maybe(fc.array(volume, { maxLength: 3 }), 2),
  }),
});

/** A pod with the settings of a record: a recorded snapshot contains no raw objects. */
export function rawOf(template: PodTemplate): RawPod {
  const { hostNetwork, hostPID, hostIPC, hostUsers, os, annotations, containers, volumes } = template;
  const security = (setter: PodTemplate | PodTemplate['containers'][number]) => ({
    runAsNonRoot: setter.runAsNonRoot,
    runAsUser: setter.runAsUser,
    seccompProfile: setter.seccomp === undefined ? undefined : { type: setter.seccomp },
    appArmorProfile: setter.appArmor === undefined ? undefined : { type: setter.appArmor },
    seLinuxOptions: { type: setter.seLinuxType, user: setter.seLinuxIdentity ? 'u' : undefined },
    windowsOptions: setter.hostProcess === undefined ? undefined : { hostProcess: setter.hostProcess },
  });
  const raw = (role: (one: string | undefined) => boolean) =>
    containers
      .filter((one) => role(one.role))
      .map((one) => ({
        name: one.name,
        image: one.image,
        ports: one.ports?.map(({ port: containerPort, hostPort }) => ({ containerPort, hostPort })),
        ...(one.handlerHost && { livenessProbe: { httpGet: { port: 80, host: 'a' } } }),
        securityContext: {
          ...security(one),
          privileged: one.privileged,
          allowPrivilegeEscalation: one.allowPrivilegeEscalation,
          capabilities: { add: one.capabilitiesAdd, drop: one.capabilitiesDrop },
          procMount: one.procMount,
        },
      }));
  return {
    metadata: { annotations: { ...annotations } },
    spec: {
      hostNetwork,
      hostPID,
      hostIPC,
      hostUsers,
      os: os === undefined ? undefined : { name: os },
      securityContext: {
        ...security(template),
        sysctls: template.sysctls?.map((name) => ({ name, value: '1' })),
      },
      initContainers: raw((role) => role === 'init' || role === 'sidecar'),
      containers: raw((role) => role === undefined),
      ephemeralContainers: raw((role) => role === 'ephemeral'),
      volumes: volumes.map(({ name, type }) => ({ name, [type]: {} })),
    },
  };
}
