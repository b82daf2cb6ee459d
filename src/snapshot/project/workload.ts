import type { PodTemplate, WorkloadKind, WorkloadRecord } from '../records/index.ts';
import { bootstrapRecords, ownerOf } from './pod.ts';
import { isObject, namespaceOf, num, obj, put, str, stringMap } from './raw.ts';
import type { Raw } from './raw.ts';
import { createTemplateTable, templateOf } from './template.ts';
import type { TemplateTable } from './template.ts';
import type { Project } from './types.ts';

const KINDS: ReadonlySet<string> = new Set([
  'Deployment',
  'DaemonSet',
  'StatefulSet',
  'ReplicaSet',
  'Job',
  'CronJob',
]);

function isWorkloadKind(kind: string): kind is WorkloadKind {
  return KINDS.has(kind);
}

/** Controllers of pods. The template of a Deployment's ReplicaSet and of a CronJob's Job is left to the owner. */
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
    put(record, 'created', meta.created);
    const owner = ownerOf(meta);
    put(record, 'owner', owner);
    counts(record, spec, obj(raw['status']), raw['spec'] !== undefined);
    put(record, 'schedule', kind === 'CronJob' ? str(spec['schedule'], 256) : undefined);
    const template =
      kind === 'CronJob' ? obj(obj(spec['jobTemplate'])['spec'])['template'] : spec['template'];
    const ownedCopy =
      (kind === 'ReplicaSet' && owner?.kind === 'Deployment') ||
      (kind === 'Job' && owner?.kind === 'CronJob');
    if (!isObject(template) || ownedCopy) return { kind: 'workload', record };
    const { shared, extra } = keepTemplate(templates, template, kind, namespace, meta.name);
    record.template = shared;
    return extra.length > 0 ? { kind: 'workload', record, extra } : { kind: 'workload', record };
  };
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
function counts(record: WorkloadRecord, spec: Raw, status: Raw, hasSpec: boolean): void {
  switch (record.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
      put(record, 'replicas', num(spec['replicas']) ?? (hasSpec ? 1 : undefined));
      put(record, 'readyReplicas', num(status['readyReplicas']) ?? (hasStatus(status) ? 0 : undefined));
      return;
    case 'DaemonSet':
      put(record, 'replicas', num(status['desiredNumberScheduled']));
      put(record, 'readyReplicas', num(status['numberReady']) ?? (hasStatus(status) ? 0 : undefined));
      return;
    case 'Job':
    case 'CronJob':
      return;
  }
}

function hasStatus(status: Raw): boolean {
  return Object.keys(status).length > 0;
}
