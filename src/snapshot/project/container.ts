import type { ContainerRecord, VolumeRecord } from '../records/index.ts';
import { keptCommand } from './components.ts';
import { arr, bool, isObject, num, obj, put, someStrings, str } from './raw.ts';
import type { Raw } from './raw.ts';
import { cleanLine } from '../text.ts';
import { redactPatterns } from '../redact/patterns.ts';

/** The token volume that the API server adds to every pod ends in five random letters; they would make pods differ. */
const TOKEN_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;

export type OnBootstrap = (container: string, text: string) => void;

/** Ordinary and init containers, in the order in which they are declared; init containers first, as they run. */
export function containersOf(spec: Raw, onBootstrap?: OnBootstrap): ContainerRecord[] {
  const result: ContainerRecord[] = [];
  for (const item of arr(spec['initContainers'])) {
    const record = containerOf(item, onBootstrap);
    if (record === undefined) continue;
    record.role = obj(item)['restartPolicy'] === 'Always' ? 'sidecar' : 'init';
    result.push(record);
  }
  for (const item of arr(spec['containers'])) {
    const record = containerOf(item, onBootstrap);
    if (record !== undefined) result.push(record);
  }
  return result;
}

function containerOf(item: unknown, onBootstrap?: OnBootstrap): ContainerRecord | undefined {
  if (!isObject(item)) return undefined;
  const name = str(item['name'], 256) ?? '';
  const image = redactPatterns(str(item['image'], 1_024) ?? '');
  if (name === '' && image === '') return undefined;
  const record: ContainerRecord = { name, image };
  const kept = keptCommand(item, image, onBootstrap && ((text) => onBootstrap(name, text)));
  if (kept !== undefined) {
    put(record, 'command', kept.command);
    put(record, 'args', kept.args);
    put(record, 'env', kept.env);
  }
  put(record, 'ports', portsOf(item['ports']));
  put(record, 'secretEnv', secretEnvOf(item));
  security(record, item['securityContext']);
  put(record, 'mounts', mountsOf(item['volumeMounts']));
  return record;
}

function security(record: ContainerRecord, value: unknown): void {
  if (!isObject(value)) return;
  put(record, 'privileged', bool(value['privileged']));
  put(record, 'runAsUser', num(value['runAsUser']));
  put(record, 'runAsNonRoot', bool(value['runAsNonRoot']));
  put(record, 'allowPrivilegeEscalation', bool(value['allowPrivilegeEscalation']));
  const capabilities = obj(value['capabilities']);
  put(record, 'capabilitiesAdd', someStrings(capabilities['add']));
  put(record, 'capabilitiesDrop', someStrings(capabilities['drop']));
  put(record, 'readOnlyRootFilesystem', bool(value['readOnlyRootFilesystem']));
  confinement(record, value);
}

/** Fields that a container and its pod may both have. */
export function confinement(record: { seccomp?: string; hostProcess?: boolean }, security: Raw): void {
  put(record, 'seccomp', str(obj(security['seccompProfile'])['type'], 32));
  put(record, 'hostProcess', bool(obj(security['windowsOptions'])['hostProcess']));
}

/** Names of Secrets, never what is in them. */
function secretEnvOf(item: Raw): string[] | undefined {
  const names = [
    ...arr(item['env']).map((entry) => obj(obj(obj(entry)['valueFrom'])['secretKeyRef'])['name']),
    ...arr(item['envFrom']).map((entry) => obj(obj(entry)['secretRef'])['name']),
  ].flatMap((name) => str(name, 256) ?? []);
  return names.length > 0 ? [...new Set(names)] : undefined;
}

function portsOf(value: unknown): ContainerRecord['ports'] {
  const result: { name?: string; port: number; hostPort?: number; protocol?: string }[] = [];
  for (const item of arr(value)) {
    const raw = obj(item);
    const port = num(raw['containerPort']);
    if (port === undefined) continue;
    const entry: (typeof result)[number] = { port };
    put(entry, 'name', str(raw['name'], 64));
    put(entry, 'hostPort', num(raw['hostPort']));
    const protocol = str(raw['protocol'], 16);
    if (protocol !== 'TCP') put(entry, 'protocol', protocol);
    result.push(entry);
  }
  return result.length > 0 ? result : undefined;
}

function mountsOf(value: unknown): ContainerRecord['mounts'] {
  const result: { volume: string; path: string; readOnly?: boolean; subPath?: string }[] = [];
  for (const item of arr(value)) {
    const raw = obj(item);
    const volume = str(raw['name'], 256);
    const path = str(raw['mountPath'], 1_024);
    if (volume === undefined || path === undefined) continue;
    const entry: (typeof result)[number] = { volume: volumeName(volume), path };
    if (raw['readOnly'] === true) entry.readOnly = true;
    put(entry, 'subPath', str(raw['subPath'], 1_024));
    result.push(entry);
  }
  return result.length > 0 ? result : undefined;
}

function volumeName(name: string): string {
  return TOKEN_VOLUME.test(name) ? 'kube-api-access' : name;
}

/** Volumes by name, source field and target. */
export function volumesOf(spec: Raw): VolumeRecord[] {
  const result: VolumeRecord[] = [];
  for (const item of arr(spec['volumes'])) {
    const raw = obj(item);
    const name = str(raw['name'], 256);
    if (name === undefined) continue;
    // A volume without a source is an emptyDir by Kubernetes' own default.
    const type = Object.keys(raw).find((key) => key !== 'name' && isObject(raw[key])) ?? 'emptyDir';
    const source = obj(raw[type]);
    const record: VolumeRecord = { name: volumeName(name), type: cleanLine(type, 64) };
    put(record, 'target', volumeTarget(type, source));
    if (type === 'hostPath') put(record, 'hostPathType', str(source['type'], 32));
    result.push(record);
  }
  return result;
}

/** What a volume source points at; never a credential of it. */
export function volumeTarget(type: string, source: Raw): string | undefined {
  const target = rawTarget(type, source);
  return target === undefined ? undefined : redactPatterns(target);
}

function rawTarget(type: string, source: Raw): string | undefined {
  switch (type) {
    case 'hostPath':
    case 'local':
      return str(source['path']);
    case 'persistentVolumeClaim':
      return str(source['claimName']);
    case 'configMap':
      return str(source['name']);
    case 'secret':
      return str(source['secretName']);
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
