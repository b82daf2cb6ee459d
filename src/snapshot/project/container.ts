import type { V1Container, V1ContainerPort, V1PodSpec, V1VolumeProjection } from '@kubernetes/client-node';
import type { ContainerRecord, VolumeRecord } from '../schema/template.ts';
import { keptCommand } from './components.ts';
import { arr, isLongPath, isObject, num, obj, pathText, put, str } from './raw.ts';
import type { Raw } from './raw.ts';
import { namesHost, security } from './security-context.ts';
import { startedInstead } from './started-program.ts';
import { isLongSubPath, subPathOf } from './sub-path.ts';
import type { Field, Fields, Untrusted } from './untrusted.ts';
import { cleanLine } from '../text.ts';
import { redactPatterns } from '../redact/patterns.ts';

/** The name of the token volume that the API server adds to every pod ends in five random letters, which would make pods differ. */
export const TOKEN_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;

/** More containers, volumes or mounts than fit into one object of the API (1.5 MB), so none can be hidden behind many others. */
const MAX_PARTS = 50_000;

/** The list of a pod's spec, truncated only in files that no server would accept. */
function parts<T>(value: Field<readonly T[]> | undefined): readonly Untrusted<T>[] {
  return arr(value, MAX_PARTS);
}

export type OnBootstrap = (container: string, text: string) => void;

/**
 * Containers in the order of their declaration: init containers first, as they run, ephemeral ones last, as they are added. A
 * command line is kept only of the pod's own containers: that of a debugging container is no configuration.
 */
export function containersOf(spec: Fields<V1PodSpec>, onBootstrap?: OnBootstrap): ContainerRecord[] {
  const result: ContainerRecord[] = [];
  const take = (
    items: Field<readonly V1Container[]> | undefined,
    own: boolean,
    roleOf: (item: Fields<V1Container>) => ContainerRecord['role'],
  ) => {
    for (const item of parts(items)) {
      if (!isObject(item) || Object.keys(item).length === 0) continue;
      const record = containerOf(item, own, onBootstrap);
      put(record, 'role', roleOf(item));
      result.push(record);
    }
  };
  take(spec.initContainers, true, (item) => (item.restartPolicy === 'Always' ? 'sidecar' : 'init'));
  take(spec.containers, true, () => undefined);
  take(spec.ephemeralContainers, false, () => 'ephemeral');
  return result;
}

function containerOf(item: Fields<V1Container>, own: boolean, onBootstrap?: OnBootstrap): ContainerRecord {
  const name = str(item.name, 256) ?? '';
  const image = redactPatterns(str(item.image, 1_024) ?? '');
  const record: ContainerRecord = { name, image };
  const kept = own ? keptCommand(item, image, onBootstrap && ((text) => onBootstrap(name, text))) : undefined;
  if (kept !== undefined) {
    put(record, 'command', kept.command);
    put(record, 'args', kept.args);
    put(record, 'env', kept.env);
    put(record, 'hiddenEnv', kept.hiddenEnv);
    put(record, 'envElsewhere', kept.envElsewhere);
  }
  put(record, 'starts', own ? startedInstead(item, image) : undefined);
  put(record, 'ports', portsOf(item.ports));
  put(record, 'secretEnv', secretEnvOf(item));
  const limited = Object.keys(obj(obj(item.resources).limits))
    .slice(0, MAX_PARTS)
    .flatMap((name) => str(name, 256) ?? []);
  if (limited.length > 0) record.limits = limited.sort();
  security(record, item.securityContext);
  if (namesHost(item)) record.handlerHost = true;
  put(record, 'mounts', mountsOf(item));
  return record;
}

/** Whether a list of a pod's spec, or a path in it, is longer than the kept part. */
export function isCutSpec(spec: Fields<V1PodSpec>): boolean {
  if (parts(spec.volumes).some((volume) => isLongPath(obj(obj(volume).hostPath).path))) return true;
  for (const name of SPEC_LISTS) {
    if (isCut(spec[name])) return true;
    if (name !== 'volumes' && parts<V1Container>(spec[name]).some(isCutContainer)) return true;
  }
  return false;
}

const SPEC_LISTS = ['initContainers', 'containers', 'ephemeralContainers', 'volumes'] as const;
const CONTAINER_LISTS = ['volumeMounts', 'volumeDevices', 'ports', 'env', 'envFrom'] as const;

function isCutContainer(container: Field<V1Container>): boolean {
  for (const name of CONTAINER_LISTS) if (isCut(obj(container)[name])) return true;
  return parts(obj(container).volumeMounts).some((mount) => isLongSubPath(obj(mount), obj(container)));
}

function isCut(value: unknown): boolean {
  return Array.isArray(value) && value.length > MAX_PARTS;
}

/** Names of Secrets, never their content. */
function secretEnvOf(item: Fields<V1Container>): string[] | undefined {
  const names = [
    ...parts(item.env).map((entry) => obj(obj(obj(entry).valueFrom).secretKeyRef).name),
    ...parts(item.envFrom).map((entry) => obj(obj(entry).secretRef).name),
  ].flatMap((name) => str(name, 256) ?? []);
  return names.length > 0 ? [...new Set(names)] : undefined;
}

function portsOf(value: Field<V1ContainerPort[]> | undefined): ContainerRecord['ports'] {
  const result: { name?: string; port: number; hostPort?: number; hostIP?: string; protocol?: string }[] = [];
  for (const item of parts(value)) {
    const raw = obj(item);
    const port = num(raw.containerPort);
    if (port === undefined) continue;
    const entry: (typeof result)[number] = { port };
    put(entry, 'name', str(raw.name, 64));
    put(entry, 'hostPort', num(raw.hostPort));
    put(entry, 'hostIP', str(raw.hostIP, 64));
    const protocol = str(raw.protocol, 16);
    if (protocol !== 'TCP') put(entry, 'protocol', protocol);
    result.push(entry);
  }
  return result.length > 0 ? result : undefined;
}

type Mount = NonNullable<ContainerRecord['mounts']>[number];

/** Mounts, and claims of block devices, which a container gets as raw devices. */
function mountsOf(item: Fields<V1Container>): ContainerRecord['mounts'] {
  const result: Mount[] = [];
  for (const one of parts(item.volumeMounts)) {
    const raw = obj(one);
    const entry = mountOf(raw.name, raw.mountPath);
    if (entry === undefined) continue;
    if (raw.readOnly === true) entry.readOnly = true;
    Object.assign(entry, subPathOf(raw, item));
    result.push(entry);
  }
  for (const one of parts(item.volumeDevices)) {
    const entry = mountOf(obj(one).name, obj(one).devicePath);
    if (entry !== undefined) result.push({ ...entry, device: true });
  }
  return result.length > 0 ? result : undefined;
}

function mountOf(name: unknown, inside: unknown): { -readonly [K in keyof Mount]: Mount[K] } | undefined {
  const volume = str(name, 256);
  const path = pathText(inside);
  return volume === undefined || path === undefined ? undefined : { volume: volumeName(volume), path };
}

function volumeName(name: string): string {
  return TOKEN_VOLUME.test(name) ? 'kube-api-access' : name;
}

/** Volumes by name, source field and target. */
export function volumesOf(spec: Fields<V1PodSpec>): VolumeRecord[] {
  const result: VolumeRecord[] = [];
  for (const item of parts(spec.volumes)) {
    const raw = obj(item);
    const name = str(raw.name, 256);
    if (name === undefined) continue;
    // A volume without a source is an emptyDir by the default of Kubernetes.
    const sources: Raw = raw;
    const type = sourceOf(sources) ?? 'emptyDir';
    const record: VolumeRecord = { name: volumeName(name), type: cleanLine(type, 64) };
    put(record, 'target', volumeTarget(type, obj(sources[type])));
    if (
      type === 'configMap' &&
      arr(obj(raw.configMap).items).some((item) => obj(item).key !== obj(item).path)
    )
      record.renamed = true;
    if (type === 'hostPath') put(record, 'hostPathType', str(obj(raw.hostPath).type, 32));
    if (type === 'projected' && arr(obj(raw.projected).sources).some(isApiToken)) record.apiToken = true;
    if (type === 'csi' && isObject(obj(raw.csi).nodePublishSecretRef)) record.secretRef = true;
    if (type === 'emptyDir' && obj(raw.emptyDir).medium === 'Memory') record.memory = true;
    result.push(record);
  }
  return result;
}

/** A token without an audience is for the API server, whose default audience is the name of its Service. */
function isApiToken(source: Field<V1VolumeProjection>): boolean {
  const token = obj(source).serviceAccountToken;
  if (!isObject(token)) return false;
  const audience = str(token.audience, 1_024) ?? '';
  return audience === '' || /^(?:https:\/\/)?kubernetes\.default\.svc(?:\.|\/|$)/.test(audience);
}

/**
 * The field with the source of a volume. The API server accepts only one, and drops unknown fields: in a file, paths of the node
 * take precedence over any other field.
 */
export function sourceOf(raw: Raw, others: ReadonlySet<string> = new Set()): string | undefined {
  return (
    ['hostPath', 'local'].find((key) => isObject(raw[key])) ??
    Object.keys(raw).find((key) => isObject(raw[key]) && !others.has(key))
  );
}

/** The target of a volume source; never a credential. */
export function volumeTarget(type: string, source: Raw): string | undefined {
  const target = rawTarget(type, source);
  return target === undefined ? undefined : redactPatterns(target);
}

function rawTarget(type: string, source: Raw): string | undefined {
  switch (type) {
    case 'hostPath':
    case 'local':
      return pathText(source['path']);
    case 'ephemeral':
      return str(obj(obj(source['volumeClaimTemplate'])['spec'])['volumeName'], 256);
    case 'persistentVolumeClaim':
      return str(source['claimName']);
    case 'configMap':
      return str(source['name']);
    case 'secret':
      return str(source['secretName']);
    case 'projected':
      return arr(source['sources'])
        .map((item) => str(obj(obj(item)['secret'])['name'], 256))
        .find((name) => name !== undefined);
    case 'nfs':
    case 'glusterfs':
      return join(str(source['server']) ?? str(source['endpoints']), str(source['path']));
    case 'csi':
    case 'flexVolume':
      return str(source['driver']);
    case 'awsElasticBlockStore':
    case 'cinder':
      return str(source['volumeID']);
    case 'gcePersistentDisk':
      return str(source['pdName']);
    case 'azureDisk':
      return str(source['diskName']);
    case 'azureFile':
      return str(source['shareName']);
    case 'iscsi':
      return str(source['targetPortal']);
    case 'cephfs':
    case 'rbd':
      return str(arr(source['monitors'])[0]);
    case 'gitRepo':
      return str(source['repository']);
    default:
      return undefined;
  }
}

function join(server: string | undefined, path: string | undefined): string | undefined {
  return server === undefined ? path : `${server}:${path ?? ''}`;
}
