import type {
  CsiDriverRecord,
  PersistentVolumeClaimRecord,
  PersistentVolumeRecord,
  StorageClassRecord,
} from '../records/index.ts';
import { redactValue } from '../redact.ts';
import { sourceOf, volumeTarget } from './container.ts';
import { arr, bool, namespaceOf, obj, put, scalar, str, strings } from './raw.ts';
import type { Project } from './types.ts';

/** Parameters that say how data is kept. Names of Secrets, monitors and accounts are left out. */
const PARAMETERS =
  /^(?:encrypted|kmskeyid|type|fstype|csi\.storage\.k8s\.io\/fstype|replication(?:-type)?|replicas?|numberofreplicas|repl|skuname|kind|storageaccounttype|diskencryptionsetid|disk-encryption-kms-key|cachingmode|iops|secure|migratable|datalocality|clusterid|pool|reclaimpolicy|protocol|server|share|encryptionkey)$/i;
/** Only whether it is set. */
const PRESENCE = /^(?:kmskeyid|diskencryptionsetid|disk-encryption-kms-key|encryptionkey)$/i;

export const projectStorageClass: Project = ({ raw, meta }) => {
  const annotations = obj(meta.raw['annotations']);
  const record: StorageClassRecord = {
    name: meta.name,
    provisioner: str(raw['provisioner'], 256) ?? '',
    isDefault:
      annotations['storageclass.kubernetes.io/is-default-class'] === 'true' ||
      annotations['storageclass.beta.kubernetes.io/is-default-class'] === 'true',
    parameters: parametersOf(raw['parameters']),
  };
  put(record, 'reclaimPolicy', str(raw['reclaimPolicy'], 32));
  put(record, 'bindingMode', str(raw['volumeBindingMode'], 64));
  put(record, 'allowExpansion', bool(raw['allowVolumeExpansion']));
  return { kind: 'storageClass', record };
};

function parametersOf(value: unknown): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, item] of Object.entries(obj(value))) {
    if (typeof item !== 'string' || !PARAMETERS.test(key)) continue;
    result[key] = PRESENCE.test(key) ? (item === '' ? '' : '(set)') : redactValue(key, str(item) ?? '');
  }
  return result;
}

const NOT_A_SOURCE = new Set(['capacity', 'claimRef', 'nodeAffinity', 'mountOptions', 'accessModes']);

export const projectPersistentVolume: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const type = sourceOf(spec, NOT_A_SOURCE) ?? 'unknown';
  const record: PersistentVolumeRecord = {
    name: meta.name,
    accessModes: strings(spec['accessModes']),
    type: str(type, 64) ?? 'unknown',
  };
  put(record, 'phase', str(obj(raw['status'])['phase'], 32));
  put(record, 'capacity', scalar(obj(spec['capacity'])['storage']));
  put(record, 'reclaimPolicy', str(spec['persistentVolumeReclaimPolicy'], 32));
  put(record, 'storageClass', str(spec['storageClassName'], 256));
  const claim = obj(spec['claimRef']);
  const claimName = str(claim['name'], 256);
  if (claimName !== undefined) record.claim = `${str(claim['namespace'], 256) ?? 'default'}/${claimName}`;
  put(record, 'claimUid', str(claim['uid'], 128));
  put(record, 'target', volumeTarget(type, obj(spec[type])));
  const zones = zonesOf(spec['nodeAffinity']);
  if (zones.length > 0) record.zones = zones;
  return { kind: 'persistentVolume', record };
};

const ZONE_KEY = /(?:^|[./])zone$/;

function zonesOf(affinity: unknown): string[] {
  const terms = arr(obj(obj(affinity)['required'])['nodeSelectorTerms']);
  const zones = terms
    .flatMap((term) => arr(obj(term)['matchExpressions']))
    .filter((item) => ZONE_KEY.test(str(obj(item)['key']) ?? ''))
    .flatMap((item) => strings(obj(item)['values']));
  return [...new Set(zones)].sort();
}

export const projectPersistentVolumeClaim: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const status = obj(raw['status']);
  const record: PersistentVolumeClaimRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    accessModes: strings(spec['accessModes']),
  };
  put(record, 'uid', meta.uid);
  put(record, 'phase', str(status['phase'], 32));
  put(record, 'storageClass', str(spec['storageClassName'], 256));
  put(record, 'volume', str(spec['volumeName'], 256));
  const requested = obj(obj(spec['resources'])['requests'])['storage'];
  put(record, 'capacity', scalar(obj(status['capacity'])['storage']) ?? scalar(requested));
  return { kind: 'persistentVolumeClaim', record };
};

export const projectCsiDriver: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const record: CsiDriverRecord = { name: meta.name };
  put(record, 'attachRequired', bool(spec['attachRequired']));
  put(record, 'fsGroupPolicy', str(spec['fsGroupPolicy'], 64));
  return { kind: 'csiDriver', record };
};
