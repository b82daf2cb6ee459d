import type {
  V1PersistentVolumeClaim,
  V1PersistentVolumeClaimCondition,
  V1PersistentVolumeClaimSpec,
  V1PersistentVolumeClaimStatus,
} from '@kubernetes/client-node';
import { arr, namespaceOf, obj, put, scalar, str, strings } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import { selectorText } from '../project/selector.ts';
import type { Field, Fields } from '../project/untrusted.ts';
import { flag, list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

type Spec = Fields<V1PersistentVolumeClaimSpec>;

export type PersistentVolumeClaimRecord = Infer<typeof shape>;

const shape = object({
  namespace: text,
  name: text,
  uid: optional(text),
  phase: optional(text),
  storageClass: optional(text),
  volume: optional(text),
  capacity: optional(text),
  accessModes: list(text),
  /** `storageClassName: ""`: no class, which differs from an absent one. */
  noClass: optional(flag),
  /** `spec.resources.requests.storage`; `capacity` is that of the status where there is one. */
  requested: optional(text),
  /** Filesystem, Block; absent = Filesystem. */
  volumeMode: optional(text),
  /** Requirements for labels of volumes, as in `selectorText`. */
  selector: optional(list(text)),
  attributesClass: optional(text),
  /** `VolumeSnapshot NAME`, or another object that it is created from. */
  dataSource: optional(text),
  conditions: optional(list(object({ type: text, status: text, reason: optional(text) }))),
  /** State of an expansion, as ControllerResizeInfeasible. */
  resizeStatus: optional(text),
  /** State of a change of the VolumeAttributesClass, as Infeasible. */
  modifyStatus: optional(text),
  /** The node for which the scheduler requested the volume. */
  selectedNode: optional(text),
  /** The provisioner that was requested to create its volume. */
  provisioner: optional(text),
  /** The controller chose the volume; else the author of the claim did. */
  boundByController: optional(flag),
  created: optional(text),
  deleting: optional(flag),
});

export default defineKind({
  record: 'persistentVolumeClaim',
  order: 210,
  shape,
  collector: 'storage',
  api: [{ kinds: ['/PersistentVolumeClaim'], scope: 'Namespaced', since: 0 }],
  project: ({ raw, meta }: ProjectInput<V1PersistentVolumeClaim>) => {
    const spec = obj(raw.spec);
    const status = obj(raw.status);
    const record: PersistentVolumeClaimRecord = {
      namespace: namespaceOf(meta),
      name: meta.name,
      accessModes: strings(spec.accessModes),
    };
    put(record, 'uid', meta.uid);
    put(record, 'phase', str(status.phase, 32));
    classOf(record, spec, obj(meta.raw.annotations));
    put(record, 'volume', str(spec.volumeName, 256));
    const requested = obj(obj(spec.resources).requests)['storage'];
    put(record, 'capacity', scalar(obj(status.capacity)['storage']) ?? scalar(requested));
    put(record, 'requested', scalar(requested));
    wishes(record, spec, obj(meta.raw.annotations));
    progress(record, status);
    put(record, 'created', meta.created);
    const { deletionTimestamp } = meta.raw;
    if (deletionTimestamp !== undefined && deletionTimestamp !== null) record.deleting = true;
    return { record };
  },
});

/** The annotation of Kubernetes before 1.6 takes precedence, as in the volume controller. */
function classOf(record: PersistentVolumeClaimRecord, spec: Spec, annotations: Raw): void {
  const annotated = annotations['volume.beta.kubernetes.io/storage-class'];
  const name = typeof annotated === 'string' ? annotated : spec.storageClassName;
  if (name === '') record.noClass = true;
  else put(record, 'storageClass', str(name, 256));
}

function wishes(record: PersistentVolumeClaimRecord, spec: Spec, annotations: Raw): void {
  put(record, 'volumeMode', str(spec.volumeMode, 32));
  const selector = selectorText(spec.selector);
  if (selector !== undefined) record.selector = selector;
  put(record, 'attributesClass', str(spec.volumeAttributesClassName, 256));
  const source = obj(spec.dataSourceRef ?? spec.dataSource);
  const name = str(source['name'], 256);
  if (name !== undefined) record.dataSource = `${str(source['kind'], 128) ?? ''} ${name}`;
  put(record, 'selectedNode', str(annotations['volume.kubernetes.io/selected-node'], 256));
  put(
    record,
    'provisioner',
    str(
      annotations['volume.kubernetes.io/storage-provisioner'] ??
        annotations['volume.beta.kubernetes.io/storage-provisioner'],
      256,
    ),
  );
  if (annotations['pv.kubernetes.io/bound-by-controller'] === 'yes') record.boundByController = true;
}

function progress(record: PersistentVolumeClaimRecord, status: Fields<V1PersistentVolumeClaimStatus>): void {
  const conditions = arr(status.conditions).flatMap((item: Field<V1PersistentVolumeClaimCondition>) => {
    const type = str(obj(item).type, 64);
    if (type === undefined) return [];
    const condition: { type: string; status: string; reason?: string } = {
      type,
      status: str(obj(item).status, 32) ?? '',
    };
    put(condition, 'reason', str(obj(item).reason, 128));
    return [condition];
  });
  if (conditions.length > 0) record.conditions = conditions;
  put(record, 'resizeStatus', str(obj(status.allocatedResourceStatuses)['storage'], 64));
  put(record, 'modifyStatus', str(obj(status.modifyVolumeStatus).status, 64));
}
