import type {
  V1PersistentVolume,
  V1PersistentVolumeSpec,
  V1VolumeNodeAffinity,
} from '@kubernetes/client-node';
import { sourceOf, volumeTarget } from '../project/container.ts';
import { mountOptionsOf, nodeTerms } from '../project/node-term.ts';
import { storageIdentity } from '../project/storage-identity.ts';
import { arr, isLongPath, obj, put, scalar, str, stringMap, strings } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import type { Field, Fields } from '../project/untrusted.ts';
import { labels } from '../schema/common.ts';
import { nodeTerm } from '../schema/node-term.ts';
import { flag, list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type PersistentVolumeRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  phase: optional(text),
  capacity: optional(text),
  accessModes: list(text),
  reclaimPolicy: optional(text),
  storageClass: optional(text),
  /** `namespace/name` of the claim that it is bound to, or reserved for. */
  claim: optional(text),
  /** Absent where it is only reserved for a claim of that name. */
  claimUid: optional(text),
  /** API field of the source: csi, hostPath, local, nfs, awsElasticBlockStore ... */
  type: text,
  /** CSI driver, host path or NFS server:path. */
  target: optional(text),
  /** Its path is longer than the kept part. */
  cut: optional(flag),
  /** Zones from node affinity. */
  zones: optional(list(text)),
  /** Its node affinity: alternatives. */
  affinity: optional(list(nodeTerm)),
  /** Claims select volumes by them. */
  labels: optional(labels),
  /** Filesystem, Block; absent = Filesystem. */
  volumeMode: optional(text),
  attributesClass: optional(text),
  mountOptions: optional(list(text)),
  /** Two volumes with the same identity are the same storage: server and path, or the hash of a handle. */
  identity: optional(text),
  /** The attribute `encrypted` of a CSI volume, as its driver wrote it. */
  encrypted: optional(text),
  /** Mounted read-only, whatever the Pod requests. */
  readOnly: optional(flag),
  /** The provisioner that created it; absent = an administrator. */
  provisioner: optional(text),
  created: optional(text),
  deleting: optional(flag),
});

const NOT_A_SOURCE = new Set(['capacity', 'claimRef', 'nodeAffinity', 'mountOptions', 'accessModes']);

export default defineKind({
  record: 'persistentVolume',
  order: 200,
  shape,
  collector: 'storage',
  api: [{ kinds: ['/PersistentVolume'], scope: 'Cluster', since: 0 }],
  project: ({ raw, meta }: ProjectInput<V1PersistentVolume>) => {
    const spec = obj(raw.spec);
    const sources: Raw = spec;
    const type = sourceOf(sources, NOT_A_SOURCE) ?? 'unknown';
    const record: PersistentVolumeRecord = {
      name: meta.name,
      accessModes: strings(spec.accessModes),
      type: str(type, 64) ?? 'unknown',
    };
    put(record, 'phase', str(obj(raw.status).phase, 32));
    put(record, 'capacity', scalar(obj(spec.capacity)['storage']));
    put(record, 'reclaimPolicy', str(spec.persistentVolumeReclaimPolicy, 32));
    put(record, 'storageClass', str(spec.storageClassName, 256));
    const claim = obj(spec.claimRef);
    const claimName = str(claim.name, 256);
    if (claimName !== undefined) record.claim = `${str(claim.namespace, 256) ?? 'default'}/${claimName}`;
    put(record, 'claimUid', str(claim.uid, 128));
    put(record, 'target', volumeTarget(type, obj(sources[type])));
    if (isLongPath(obj(sources[type])['path'])) record.cut = true;
    const zones = zonesOf(spec.nodeAffinity);
    if (zones.length > 0) record.zones = zones;
    usage(record, spec, obj(sources[type]));
    const labels = stringMap(meta.raw.labels);
    if (Object.keys(labels).length > 0) record.labels = labels;
    put(record, 'provisioner', str(obj(meta.raw.annotations)['pv.kubernetes.io/provisioned-by'], 256));
    put(record, 'created', meta.created);
    if (isSet(meta.raw.deletionTimestamp)) record.deleting = true;
    return { record };
  },
});

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** How it is used, and which storage it is. */
function usage(record: PersistentVolumeRecord, spec: Fields<V1PersistentVolumeSpec>, source: Raw): void {
  put(record, 'affinity', nodeTerms(obj(spec.nodeAffinity).required));
  put(record, 'volumeMode', str(spec.volumeMode, 32));
  put(record, 'attributesClass', str(spec.volumeAttributesClassName, 256));
  put(record, 'mountOptions', mountOptionsOf(spec.mountOptions));
  put(record, 'identity', storageIdentity(record.type, source));
  put(record, 'encrypted', str(obj(source['volumeAttributes'])['encrypted'], 16));
  if (source['readOnly'] === true) record.readOnly = true;
}

const ZONE_KEY = /(?:^|[./])zone$/;

function zonesOf(affinity: Field<V1VolumeNodeAffinity> | undefined): string[] {
  const terms = arr(obj(obj(affinity).required).nodeSelectorTerms);
  const zones = terms
    .flatMap((term) => arr(obj(term).matchExpressions))
    .filter((item) => ZONE_KEY.test(str(obj(item).key) ?? ''))
    .flatMap((item) => strings(obj(item).values));
  return [...new Set(zones)].sort();
}
