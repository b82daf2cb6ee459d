import type { PodTemplate, WorkloadRecord } from '../records/index.ts';
import type { WorkloadKind } from '../workload-kinds.ts';
import { MAKERS, WORKLOAD_KINDS } from '../workload-kinds.ts';
import { bootstrapRecords, ownerOf } from './pod.ts';
import { arr, isObject, namespaceOf, num, obj, put, str, stringMap } from './raw.ts';
import type { Raw } from './raw.ts';
import { createTemplateTable, templateOf } from './template.ts';
import type { TemplateTable } from './template.ts';
import type { Project } from './types.ts';

const KINDS: ReadonlySet<string> = new Set(WORKLOAD_KINDS);

function isWorkloadKind(kind: string): kind is WorkloadKind {
  return KINDS.has(kind);
}

/** Controllers of pods. */
export function createWorkloadProjection(templates: TemplateTable = createTemplateTable()): Project {
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
    put(record, 'uid', meta.uid);
    put(record, 'created', meta.created);
    const owner = ownerOf(meta);
    put(record, 'owner', owner);
    counts(record, raw, spec);
    put(record, 'schedule', kind === 'CronJob' ? str(spec['schedule'], 256) : undefined);
    if (kind === 'StatefulSet') put(record, 'claimTemplates', claimTemplatesOf(spec['volumeClaimTemplates']));
    const template =
      kind === 'CronJob' ? obj(obj(spec['jobTemplate'])['spec'])['template'] : spec['template'];
    if (!isObject(template)) return { kind: 'workload', record };
    const { shared, extra } = keepTemplate(templates, template, kind, namespace, meta.name);
    record[owner !== undefined && owner.kind === MAKERS[kind] ? 'copiedTemplate' : 'template'] = shared;
    return extra.length > 0 ? { kind: 'workload', record, extra } : { kind: 'workload', record };
  };
}

function claimTemplatesOf(value: unknown): string[] | undefined {
  const names = arr(value).flatMap((item) => str(obj(obj(item)['metadata'])['name'], 256) ?? []);
  return names.length > 0 ? names : undefined;
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

/** Desired and ready. `replicas` absent in a manifest means one; metadata-only objects say nothing. */
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

/** The controller has seen the object as it is now: what it counts is of this template. */
function isCurrent(raw: Raw, status: Raw): boolean {
  const seen = num(status['observedGeneration']);
  return seen !== undefined && seen === num(obj(raw['metadata'])['generation']);
}

/** One of two counts that are equal. */
function same(status: Raw, one: string, other: string): number | undefined {
  const count = num(status[one]);
  return count === num(status[other]) ? count : undefined;
}
