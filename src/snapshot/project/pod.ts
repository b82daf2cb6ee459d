import type { OwnerRecord, PodRecord } from '../records/index.ts';
import { bootstrapFromText } from './envoy.ts';
import { arr, isObject, num, obj, put, str } from './raw.ts';
import type { Meta, Raw } from './raw.ts';
import { createPodTemplates } from './pod-templates.ts';
import { createTemplateTable, sameValue } from './template.ts';
import type { TemplateTable } from './template.ts';
import type { Project, Projected, ProjectInput } from './types.ts';

/** Repeated short strings (namespaces, nodes, phases, host addresses), one object each. */
function createStringTable(): <T extends string | undefined>(text: T) => T {
  const known = new Map<string, string>();
  return <T extends string | undefined>(text: T): T => {
    if (text === undefined) return text;
    const found = known.get(text);
    if (found !== undefined) return found as T;
    if (known.size < 100_000) known.set(text, text);
    return text;
  };
}

/** Controller of an object: the owner marked as such, else the first one. */
export function ownerOf(meta: Meta): OwnerRecord | undefined {
  let owner: Raw | undefined;
  for (const item of arr(meta.raw['ownerReferences'])) {
    if (!isObject(item)) continue;
    owner ??= item;
    if (item['controller'] !== true) continue;
    owner = item;
    break;
  }
  if (owner === undefined) return undefined;
  const kind = str(owner['kind'], 128);
  const name = str(owner['name'], 512);
  if (kind === undefined || name === undefined) return undefined;
  const record: OwnerRecord = { kind, name };
  put(record, 'uid', str(owner['uid'], 128));
  const apiVersion = str(owner['apiVersion'], 320) ?? '';
  const slash = apiVersion.indexOf('/');
  const group = apiVersion.slice(0, slash);
  if (slash >= 0 && !OWN_GROUPS.has(group)) record.group = group;
  return record;
}

/** API groups of the controllers of pods that have records of their own. */
const OWN_GROUPS = new Set(['apps', 'batch', 'extensions', 'apps.openshift.io']);

/** Owner records are shared between pods of one owner. */
function createOwnerTable(): (owner: OwnerRecord | undefined) => OwnerRecord | undefined {
  let last: OwnerRecord | undefined;
  const known = new Map<string, OwnerRecord>();
  return (owner) => {
    if (owner === undefined) return undefined;
    if (last !== undefined && sameValue(last, owner)) return last;
    const key = `${owner.group ?? ''}/${owner.kind}/${owner.name}/${owner.uid ?? ''}`;
    last = known.get(key) ?? owner;
    if (known.size < 200_000) known.set(key, last);
    return last;
  };
}

/**
 * Pods, with what they share held once. One projection per snapshot: the tables live as long as it does. `fromFiles`: those without uid and
 * status are marked as manifests.
 */
export function createPodProjection(
  templates: TemplateTable = createTemplateTable(),
  fromFiles = false,
): Project {
  const text = createStringTable();
  const owners = createOwnerTable();
  const templateOfPod = createPodTemplates(templates);
  return ({ raw, meta }: ProjectInput): Projected => {
    const spec = obj(raw['spec']);
    const status = obj(raw['status']);
    const namespace = text(meta.namespace ?? 'default');
    const bootstraps: { container: string; text: string }[] = [];
    const owner = owners(ownerOf(meta));
    const group = owner === undefined ? '' : `${owner.kind}/${owner.name}`;
    const { template, fresh } = templateOfPod({ namespace, group, meta: meta.raw, spec }, (container, yaml) =>
      bootstraps.push({ container, text: yaml }),
    );
    const record: PodRecord = {
      namespace,
      name: meta.name,
      template,
    };
    put(record, 'uid', meta.uid);
    put(record, 'node', text(str(spec['nodeName'], 256)));
    const phase = text(str(status['phase'], 32));
    put(record, 'phase', phase);
    put(record, 'ready', isReady(status, phase));
    put(record, 'restarts', restarts(status));
    if (meta.raw['deletionTimestamp'] !== undefined && meta.raw['deletionTimestamp'] !== null)
      record.deleting = true;
    put(record, 'created', meta.created);
    put(record, 'hostIP', text(str(status['hostIP'], 64)));
    put(record, 'podIP', str(status['podIP'], 64));
    const all = arr(status['podIPs']).flatMap((item) => str(obj(item)['ip'], 64) ?? []);
    if (all.length > 1) record.podIPs = all;
    put(record, 'owner', owner);
    if (fromFiles && meta.uid === undefined && Object.keys(status).length === 0) record.manifest = true;
    const extra = fresh ? bootstrapRecords(bootstraps, 'Pod', namespace, meta.name) : [];
    return extra.length > 0 ? { kind: 'pod', record, extra } : { kind: 'pod', record };
  };
}

/** Inline bootstraps of a pod or workload; once per distinct template, named after the first that showed it. */
export function bootstrapRecords(
  bootstraps: readonly { container: string; text: string }[],
  kind: string,
  namespace: string,
  name: string,
): Projected[] {
  return bootstraps.flatMap(({ container, text }) => {
    const record = bootstrapFromText(text, namespace, `${kind}/${name}/${container}/args`);
    return record === undefined ? [] : [{ kind: 'envoyBootstrap' as const, record }];
  });
}

/** Phases in which no container of a pod can be ready, whether conditions are told or not. */
const IDLE_PHASES: ReadonlySet<string> = new Set(['Pending', 'Succeeded', 'Failed', 'Unknown']);

/** Undefined where the object does not say: a manifest, or a dump that was stripped of its status. */
function isReady(status: Raw, phase: string | undefined): boolean | undefined {
  for (const item of arr(status['conditions'])) {
    if (isObject(item) && item['type'] === 'Ready' && typeof item['status'] === 'string')
      return item['status'] === 'True';
  }
  return phase !== undefined && IDLE_PHASES.has(phase) ? false : undefined;
}

/** Undefined where no container has a status. */
function restarts(status: Raw): number | undefined {
  let sum: number | undefined;
  for (const key of ['containerStatuses', 'initContainerStatuses'])
    for (const item of arr(status[key])) sum = (sum ?? 0) + (num(obj(item)['restartCount']) ?? 0);
  return sum;
}
