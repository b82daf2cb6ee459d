import { createHash } from 'node:crypto';
import { redactPatterns } from '../redact/patterns.ts';
import type { Raw } from './raw.ts';
import { obj, str } from './raw.ts';

/** Fields that identify the storage of a volume source, by its type. */
const IDENTIFYING: Readonly<Record<string, readonly string[]>> = {
  awsElasticBlockStore: ['volumeID'],
  azureDisk: ['diskURI'],
  azureFile: ['secretNamespace', 'secretName', 'shareName'],
  cephfs: ['monitors', 'path'],
  cinder: ['volumeID'],
  fc: ['targetWWNs', 'lun', 'wwids'],
  gcePersistentDisk: ['pdName'],
  glusterfs: ['endpoints', 'path'],
  iscsi: ['targetPortal', 'iqn', 'lun'],
  portworxVolume: ['volumeID'],
  rbd: ['monitors', 'pool', 'image'],
  vsphereVolume: ['volumePath'],
};

/**
 * Which storage a volume is: `nfs SERVER:PATH` for exports, by either driver, else the hash of what identifies it, since handles may
 * contain anything. Undefined for paths of a node, which differ from node to node.
 */
export function storageIdentity(type: string, source: Raw): string | undefined {
  if (type === 'nfs') return exportOf(str(source['server'], 256), str(source['path'], 1_024));
  if (type === 'csi') {
    const driver = str(source['driver'], 256) ?? '';
    const attributes = obj(source['volumeAttributes']);
    if (driver === 'nfs.csi.k8s.io') {
      const below = str(attributes['subdir'], 1_024);
      const share = str(attributes['share'], 1_024);
      return exportOf(str(attributes['server'], 256), [share, below].filter(Boolean).join('/'));
    }
    // Its handles are unique by rule, so that the share says which storage it is.
    const share = str(attributes['source'], 1_024);
    if (driver === 'smb.csi.k8s.io' && share !== undefined)
      return hashOf([type, driver, share.toLowerCase().replace(/\/+$/, ''), attributes['subDir']]);
    const handle = source['volumeHandle'];
    return typeof handle === 'string' && handle !== '' ? hashOf([type, driver, handle]) : undefined;
  }
  const fields = IDENTIFYING[type];
  if (fields === undefined || fields.every((field) => source[field] === undefined)) return undefined;
  return hashOf([type, ...fields.map((field) => source[field])]);
}

function exportOf(server: string | undefined, path: string | undefined): string | undefined {
  if (server === undefined || path === undefined || path === '') return undefined;
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  return redactPatterns(`nfs ${server.toLowerCase().replace(/\.$/, '')}:/${names.join('/')}`);
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
