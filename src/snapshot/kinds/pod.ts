import type { V1Pod, V1PodStatus } from '@kubernetes/client-node';
import { bootstrapRecords } from '../project/envoy.ts';
import { ownerOf, createOwnerTable } from '../project/owner.ts';
import { createPodTemplates } from '../project/pod-templates.ts';
import { arr, isObject, isUnplaced, num, obj, put, str } from '../project/raw.ts';
import type { Fields } from '../project/untrusted.ts';
import { owner } from '../schema/common.ts';
import { flag, list, number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { template } from '../schema/template.ts';
import { defineKind } from './define.ts';
import type { Project, ProjectInput, Shared } from './define.ts';

export type PodRecord = Infer<typeof shape>;

const shape = object({
  namespace: text,
  name: text,
  uid: optional(text),
  node: optional(text),
  phase: optional(text),
  /** Condition Ready; absent where the object has no status, as in a manifest, or where it was removed. */
  ready: optional(flag),
  /** Of all its containers; absent without their states. */
  restarts: optional(number),
  /** Its deletion was requested. */
  deleting: optional(flag),
  /** ISO 8601; creationTimestamp. */
  created: optional(text),
  hostIP: optional(text),
  podIP: optional(text),
  /** All of them, where there are several families. */
  podIPs: optional(list(text)),
  /** Controller (ReplicaSet, DaemonSet, Node for mirror pods ...). */
  owner: optional(owner),
  /** Written by hand: no API server has assigned a uid or a status. Only the reader of files sets this. */
  manifest: optional(flag),
  /** A manifest that names no namespace: where it goes `kubectl -n` decides. It counts as one of `default`. */
  namespaceUnset: optional(flag),
  /** Distinguishes manifests of the same name by the end of their path: hosts have one each. Only the reader of files sets this. */
  file: optional(text),
  template,
});

export default defineKind({
  record: 'pod',
  order: 10,
  shape,
  collector: 'pods',
  api: [{ kinds: ['/Pod'], scope: 'Namespaced', since: 0 }],
  createProject,
});

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

/**
 * Pods, with shared parts stored once. One projection per snapshot, with the same lifetime as its tables. `fromFiles`: those without uid
 * and status are marked as manifests.
 */
function createProject({ templates, fromFiles }: Shared): Project<PodRecord> {
  const text = createStringTable();
  const owners = createOwnerTable();
  const templateOfPod = createPodTemplates(templates);
  return ({ raw, meta }: ProjectInput<V1Pod>) => {
    const spec = obj(raw.spec);
    const status = obj(raw.status);
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
    put(record, 'node', text(str(spec.nodeName, 256)));
    const phase = text(str(status.phase, 32));
    put(record, 'phase', phase);
    put(record, 'ready', isReady(status, phase));
    put(record, 'restarts', restarts(status));
    if (meta.raw.deletionTimestamp !== undefined && meta.raw.deletionTimestamp !== null)
      record.deleting = true;
    put(record, 'created', meta.created);
    put(record, 'hostIP', text(str(status.hostIP, 64)));
    put(record, 'podIP', str(status.podIP, 64));
    const all = arr(status.podIPs).flatMap((item) => str(obj(item).ip, 64) ?? []);
    if (all.length > 1) record.podIPs = all;
    put(record, 'owner', owner);
    if (fromFiles && meta.uid === undefined && Object.keys(status).length === 0) record.manifest = true;
    if (fromFiles && isUnplaced(meta)) record.namespaceUnset = true;
    const extra = fresh ? bootstrapRecords(bootstraps, 'Pod', namespace, meta.name) : [];
    return extra.length > 0 ? { record, extra } : { record };
  };
}

/** Phases in which no container of a pod can be ready, with or without conditions. */
const IDLE_PHASES: ReadonlySet<string> = new Set(['Pending', 'Succeeded', 'Failed', 'Unknown']);

/** Undefined where the object does not contain it: a manifest, or a dump without status. */
function isReady(status: Fields<V1PodStatus>, phase: string | undefined): boolean | undefined {
  for (const item of arr(status.conditions)) {
    if (isObject(item) && item.type === 'Ready' && typeof item.status === 'string')
      return item.status === 'True';
  }
  return phase !== undefined && IDLE_PHASES.has(phase) ? false : undefined;
}

/** Undefined where no container has a status. */
function restarts(status: Fields<V1PodStatus>): number | undefined {
  let sum: number | undefined;
  for (const list of [status.containerStatuses, status.initContainerStatuses])
    for (const item of arr(list)) sum = (sum ?? 0) + (num(obj(item).restartCount) ?? 0);
  return sum;
}
