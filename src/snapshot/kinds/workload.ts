import { bootstrapRecords } from '../project/envoy.ts';
import { ownerOf } from '../project/owner.ts';
import { arr, isObject, isUnplaced, namespaceOf, num, obj, put, str, stringMap } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import { templateOf } from '../project/template.ts';
import type { TemplateTable } from '../project/template.ts';
import { labels, owner } from '../schema/common.ts';
import { flag, list, number, object, oneOf, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { template } from '../schema/template.ts';
import type { PodTemplate } from '../schema/template.ts';
import { WORKLOAD_KINDS, MAKERS } from '../workload-kinds.ts';
import type { WorkloadKind } from '../workload-kinds.ts';
import { defineKind } from './define.ts';
import type { Project, Shared } from './define.ts';

export type WorkloadRecord = Infer<typeof shape>;

const shape = object({
  kind: oneOf(...WORKLOAD_KINDS),
  namespace: text,
  name: text,
  /** A manifest that names no namespace: where it goes `kubectl -n` decides. It counts as one of `default`. */
  namespaceUnset: optional(flag),
  uid: optional(text),
  created: optional(text),
  labels,
  owner: optional(owner),
  /** Desired and ready; DaemonSets: scheduled and ready. Absent for Jobs and CronJobs. */
  replicas: optional(number),
  readyReplicas: optional(number),
  /** Pods created from the current template; only where the controller has observed this template and counts no other pod. */
  updatedReplicas: optional(number),
  /** A finished Job: it creates no more pods. */
  finished: optional(flag),
  schedule: optional(text),
  /** Deployments: RollingUpdate or Recreate. */
  strategy: optional(text),
  /** Absent for the ReplicaSets of a Deployment, the ReplicationControllers of a DeploymentConfig and the Jobs of a CronJob. */
  template: optional(template),
  /** The template of those: a copy of the owner's at that time. Absent where only metadata was read (ReplicaSets of a live cluster). */
  copiedTemplate: optional(template),
  /** StatefulSets: names of the claim templates, which are names of volumes, too. */
  claimTemplates: optional(list(text)),
  /** Those of them without a class, which get the default class; absent in older snapshots. */
  unclassedTemplates: optional(list(text)),
  /** Those of them that request a PersistentVolume by name. */
  claimedVolumes: optional(list(object({ template: text, volume: text }))),
});

export default defineKind({
  record: 'workload',
  order: 50,
  shape,
  collector: 'workloads',
  api: [
    {
      kinds: ['apps/Deployment', 'apps/DaemonSet'],
      scope: 'Namespaced',
      since: 0,
      formerly: 'extensions/v1beta1',
    },
    { kinds: ['apps/StatefulSet'], scope: 'Namespaced', since: 5 },
    { kinds: ['apps/ReplicaSet'], scope: 'Namespaced', since: 0, formerly: 'extensions/v1beta1' },
    { kinds: ['/ReplicationController', 'batch/Job'], scope: 'Namespaced', since: 0 },
    { kinds: ['batch/CronJob'], scope: 'Namespaced', since: 8 },
    {
      kinds: ['apps.openshift.io/DeploymentConfig', '/DeploymentConfig', 'extensions/StatefulSet'],
      scope: 'Namespaced',
      known: false,
    },
  ],
  createProject,
});

const KINDS: ReadonlySet<string> = new Set(WORKLOAD_KINDS);

function isWorkloadKind(kind: string): kind is WorkloadKind {
  return KINDS.has(kind);
}

/** Controllers of pods. */
function createProject({ templates, fromFiles }: Shared): Project<WorkloadRecord> {
  return ({ raw, meta, kind }) => {
    if (!isWorkloadKind(kind)) return undefined;
    const spec = obj(raw['spec']);
    const namespace = namespaceOf(meta);
    const record: WorkloadRecord = {
      kind,
      namespace,
      name: meta.name,
      labels: stringMap(meta.raw['labels']),
    };
    if (fromFiles && isUnplaced(meta)) record.namespaceUnset = true;
    put(record, 'uid', meta.uid);
    put(record, 'created', meta.created);
    const owner = ownerOf(meta);
    put(record, 'owner', owner);
    counts(record, raw, spec);
    if (kind === 'Deployment' && raw['spec'] !== undefined)
      record.strategy = str(obj(spec['strategy'])['type'], 32) ?? 'RollingUpdate';
    put(record, 'schedule', kind === 'CronJob' ? str(spec['schedule'], 256) : undefined);
    if (kind === 'StatefulSet') {
      put(record, 'claimTemplates', claimTemplatesOf(spec['volumeClaimTemplates']));
      put(record, 'unclassedTemplates', unclassedOf(spec['volumeClaimTemplates']));
      put(record, 'claimedVolumes', claimedVolumesOf(spec['volumeClaimTemplates']));
    }
    const template =
      kind === 'CronJob' ? obj(obj(spec['jobTemplate'])['spec'])['template'] : spec['template'];
    if (!isObject(template)) return { record };
    const { shared, extra } = keepTemplate(templates, template, kind, namespace, meta.name);
    record[owner !== undefined && owner.kind === MAKERS[kind] ? 'copiedTemplate' : 'template'] = shared;
    return extra.length > 0 ? { record, extra } : { record };
  };
}

function claimTemplatesOf(value: unknown): string[] | undefined {
  const names = arr(value).flatMap((item) => str(obj(obj(item)['metadata'])['name'], 256) ?? []);
  return names.length > 0 ? names : undefined;
}

function unclassedOf(value: unknown): string[] | undefined {
  const templates = arr(value);
  if (templates.length === 0) return undefined;
  return templates
    .filter((item) => typeof obj(obj(item)['spec'])['storageClassName'] !== 'string')
    .flatMap((item) => str(obj(obj(item)['metadata'])['name'], 256) ?? []);
}

function claimedVolumesOf(value: unknown): WorkloadRecord['claimedVolumes'] {
  const found = arr(value).flatMap((item) => {
    const template = str(obj(obj(item)['metadata'])['name'], 256);
    const volume = str(obj(obj(item)['spec'])['volumeName'], 256);
    return template === undefined || volume === undefined ? [] : { template, volume };
  });
  return found.length > 0 ? found : undefined;
}

function keepTemplate(templates: TemplateTable, raw: Raw, kind: string, namespace: string, name: string) {
  const bootstraps: { container: string; text: string }[] = [];
  const built: PodTemplate = templateOf(obj(raw['metadata']), obj(raw['spec']), (container, text) =>
    bootstraps.push({ container, text }),
  );
  return {
    shared: templates.intern(namespace, `${kind}/${name}`, built).template,
    extra: bootstrapRecords(bootstraps, kind, namespace, name),
  };
}

/** Desired and ready. Absent `replicas` in a manifest means one; metadata-only objects have none. */
function counts(record: WorkloadRecord, raw: Raw, spec: Raw): void {
  const status = obj(raw['status']);
  const hasStatus = Object.keys(status).length > 0;
  const current = isCurrent(raw, status);
  switch (record.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'DeploymentConfig':
      put(record, 'replicas', num(spec['replicas']) ?? (raw['spec'] !== undefined ? 1 : undefined));
      put(record, 'readyReplicas', num(status['readyReplicas']) ?? (hasStatus ? 0 : undefined));
      put(record, 'updatedReplicas', current ? same(status, 'updatedReplicas', 'replicas') : undefined);
      return;
    case 'DaemonSet':
      put(record, 'replicas', num(status['desiredNumberScheduled']));
      put(record, 'readyReplicas', num(status['numberReady']) ?? (hasStatus ? 0 : undefined));
      put(
        record,
        'updatedReplicas',
        current ? same(status, 'updatedNumberScheduled', 'currentNumberScheduled') : undefined,
      );
      return;
    case 'Job':
      if (isFinished(status)) record.finished = true;
      return;
    case 'CronJob':
      return;
  }
}

/** By its terminal conditions (batch/v1 JobConditionType). */
function isFinished(status: Raw): boolean {
  return arr(status['conditions'])
    .map(obj)
    .some(({ type, status: holds }) => (type === 'Complete' || type === 'Failed') && holds === 'True');
}

/** The controller has observed the current object: its counts belong to this template. */
function isCurrent(raw: Raw, status: Raw): boolean {
  const seen = num(status['observedGeneration']);
  return seen !== undefined && seen === num(obj(raw['metadata'])['generation']);
}

/** Either of two counts, if they are equal. */
function same(status: Raw, one: string, other: string): number | undefined {
  const count = num(status[one]);
  return count === num(status[other]) ? count : undefined;
}
