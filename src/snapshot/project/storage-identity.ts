import { createHash } from 'node:crypto';
import { redactPatterns } from '../redact/patterns.ts';
import type { Raw } from './raw.ts';
import { obj, str } from './raw.ts';

/** Fields that identify the storage of a volume source, by its type. */
const IDENTIFYING: Readonly<Record<string, readonly string[]>> = {
  azureFile: ['secretNamespace', 'secretName', 'shareName'],
  cephfs: ['monitors', 'path'],
  fc: ['targetWWNs', 'lun', 'wwids'],
  gcePersistentDisk: ['pdName'],
  glusterfs: ['endpoints', 'path'],
  iscsi: ['targetPortal', 'iqn', 'lun'],
  rbd: ['monitors', 'pool', 'image'],
  vsphereVolume: ['volumePath'],
};

/** CSI drivers to which Kubernetes redirects a volume source whose field is their handle: https://github.com/kubernetes/csi-translation-lib. */
const HANDLES: Readonly<Record<string, readonly [field: string, driver: string]>> = {
  awsElasticBlockStore: ['volumeID', 'ebs.csi.aws.com'],
  azureDisk: ['diskURI', 'disk.csi.azure.com'],
  cinder: ['volumeID', 'cinder.csi.openstack.org'],
  portworxVolume: ['volumeID', 'pxd.portworx.com'],
};

/**
 * Attributes that say which storage a static volume of a driver is, where the handle is any unique text: documentation of the drivers.
 * The last one may be absent.
 */
const ATTRIBUTES: Readonly<Record<string, readonly [string, string, string?]>> = {
  'cephfs.csi.ceph.com': ['clusterID', 'rootPath', 'fsName'],
  'file.csi.azure.com': ['storageAccount', 'shareName', 'folderName'],
};

/**
 * Which storage a volume is: `nfs SERVER:PATH` for exports, by any driver, `efs ID:PATH`, else the hash of what identifies it, since handles
 * may contain anything. Undefined for paths of a node, which differ from node to node.
 */
export function storageIdentity(type: string, source: Raw): string | undefined {
  if (type === 'nfs') return exportOf(str(source['server'], 256), str(source['path'], 1_024));
  if (type === 'csi') return ofDriver(str(source['driver'], 256) ?? '', source);
  const redirected = HANDLES[type];
  const handle = redirected && handleIn(source[redirected[0]]);
  if (redirected && handle !== undefined) return ofHandle(redirected[1], handle);
  const fields = IDENTIFYING[type];
  if (fields === undefined || fields.every((field) => source[field] === undefined)) return undefined;
  return hashOf([
    type,
    ...fields.map((field) => (field === 'targetPortal' ? portalOf(source) : source[field])),
  ]);
}

function ofDriver(driver: string, source: Raw): string | undefined {
  const attributes = obj(source['volumeAttributes']);
  const text = (name: string) => str(attributes[name], 1_024);
  if (driver === 'nfs.csi.k8s.io')
    return exportOf(text('server'), [text('share'), text('subdir')].filter(Boolean).join('/'));
  if (driver === 'filestore.csi.storage.gke.io' && text('ip') !== undefined)
    return exportOf(text('ip'), text('volume'));
  // Its handles are unique by rule, so that the share says which storage it is.
  const share = text('source');
  if (driver === 'smb.csi.k8s.io' && share !== undefined)
    return hashOf(['csi', driver, share.toLowerCase().replace(/\/+$/, ''), attributes['subDir']]);
  const [first, second, third] = ATTRIBUTES[driver] ?? [];
  if (first !== undefined && second !== undefined && text(first) !== undefined && text(second) !== undefined)
    return hashOf(['csi', driver, text(first), text(second), third && text(third)]);
  const handle = handleIn(source['volumeHandle']);
  return handle === undefined ? undefined : ofHandle(driver, handle);
}

/** Unchanged: a cut or a redaction could make two handles equal, and only the hash is kept. */
function handleIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function ofHandle(driver: string, handle: string): string {
  if (driver === 'efs.csi.aws.com') {
    // `ID`, `ID:PATH` or `ID::ACCESS-POINT`; the root contains every access point.
    const [id = '', path = '', point = ''] = (str(handle, 1_024) ?? '').split(':');
    const names = [...path.split('/'), point].filter((name) => name !== '' && name !== '.');
    return redactPatterns(`efs ${id}:/${names.join('/')}`);
  }
  // `RESOURCE-GROUP#ACCOUNT#SHARE#...` of provisioned volumes.
  const [, account, share, ...rest] = driver === 'file.csi.azure.com' ? handle.split('#') : [];
  if (account !== undefined && share !== undefined && (rest[0] ?? '') === '')
    return hashOf(['csi', driver, account, share, undefined]);
  if (driver === 'ebs.csi.aws.com') return hashOf(['csi', driver, handle.slice(handle.lastIndexOf('/') + 1)]);
  return hashOf(['csi', driver, driver === 'disk.csi.azure.com' ? handle.toLowerCase() : handle]);
}

/** The port of iSCSI is 3260 where none is set. */
function portalOf(source: Raw): string | undefined {
  const portal = str(source['targetPortal'], 256)?.toLowerCase();
  return portal === undefined || /[^:]:\d+$|\]:\d+$/.test(portal) ? portal : `${portal}:3260`;
}

function exportOf(server: string | undefined, path: string | undefined): string | undefined {
  if (server === undefined || path === undefined || path === '') return undefined;
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  return redactPatterns(`nfs ${server.toLowerCase().replace(/\.$/, '')}:/${names.join('/')}`);
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
