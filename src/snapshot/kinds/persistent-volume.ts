import type { V1PersistentVolume, V1VolumeNodeAffinity } from '@kubernetes/client-node';
import { sourceOf, volumeTarget } from '../project/container.ts';
import { arr, isLongPath, obj, put, scalar, str, strings } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import type { Field } from '../project/untrusted.ts';
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
    return { record };
  },
});

const ZONE_KEY = /(?:^|[./])zone$/;

function zonesOf(affinity: Field<V1VolumeNodeAffinity> | undefined): string[] {
  const terms = arr(obj(obj(affinity).required).nodeSelectorTerms);
  const zones = terms
    .flatMap((term) => arr(obj(term).matchExpressions))
    .filter((item) => ZONE_KEY.test(str(obj(item).key) ?? ''))
    .flatMap((item) => strings(obj(item).values));
  return [...new Set(zones)].sort();
}
