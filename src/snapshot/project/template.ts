/**
 * Pod templates and their interning. Thousands of pods of one owner share one template object, so that a pod stores only its
 * own fields. Two templates are shared when they are deeply equal, with any owner.
 */
import type { V1ObjectMeta, V1PodSpec, V1Toleration } from '@kubernetes/client-node';
import type { PodTemplate } from '../schema/template.ts';
import { annotationsOf } from './annotations.ts';
import { affinityOsOf } from './affinity.ts';
import { containersOf, isCutSpec, volumesOf } from './container.ts';
import type { OnBootstrap } from './container.ts';
import { arr, bool, nameText, num, obj, put, someMap, str, stringMap } from './raw.ts';
import { confinement } from './security-context.ts';
import type { Field, Fields } from './untrusted.ts';

/** Labels that differ between the pods of one owner; the pod's own name contains names and indexes. */
const PER_POD_LABELS = new Set([
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-completion-index',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
]);

/** Tolerations that the API server and the DaemonSet controller add to every pod; they are not specific to it. */
const DEFAULT_TOLERATIONS = new Set([
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/pid-pressure',
  'node.kubernetes.io/network-unavailable',
  'node.kubernetes.io/unschedulable',
]);

const isOwnLabel = (key: string): boolean => !PER_POD_LABELS.has(key);

/** The labels of a pod that the other pods of its owner have, too. */
export function labelsOf(meta: Fields<V1ObjectMeta>): Record<string, string> {
  return stringMap(meta.labels, isOwnLabel);
}

/** The template of a pod (`meta` = the pod's metadata) or of a workload (`meta` = spec.template.metadata). */
export function templateOf(
  meta: Fields<V1ObjectMeta>,
  spec: Fields<V1PodSpec>,
  onBootstrap?: OnBootstrap,
): PodTemplate {
  const template: PodTemplate = {
    labels: labelsOf(meta),
    annotations: annotationsOf('pod', meta.annotations),
    containers: containersOf(spec, onBootstrap),
    volumes: volumesOf(spec),
  };
  put(template, 'serviceAccount', str(spec.serviceAccountName, 256) ?? str(spec.serviceAccount, 256));
  put(template, 'automountToken', bool(spec.automountServiceAccountToken));
  put(template, 'hostNetwork', bool(spec.hostNetwork));
  put(template, 'hostPID', bool(spec.hostPID));
  put(template, 'hostIPC', bool(spec.hostIPC));
  put(template, 'hostUsers', bool(spec.hostUsers));
  const security = obj(spec.securityContext);
  put(template, 'runAsUser', num(security.runAsUser));
  put(template, 'runAsGroup', num(security.runAsGroup));
  put(template, 'runAsNonRoot', bool(security.runAsNonRoot));
  confinement(template, security);
  template.sysctls = arr(security.sysctls).flatMap((item) => nameText(obj(item).name) ?? []);
  put(template, 'os', str(obj(spec.os).name, 32));
  put(template, 'affinityOs', affinityOsOf(spec.affinity));
  put(template, 'priorityClass', str(spec.priorityClassName, 256));
  put(template, 'runtimeClass', str(spec.runtimeClassName, 256));
  put(template, 'nodeSelector', someMap(spec.nodeSelector));
  put(template, 'tolerations', tolerationsOf(spec.tolerations));
  if (isCutSpec(spec)) template.cut = true;
  return template;
}

function tolerationsOf(value: Field<V1Toleration[]> | undefined): PodTemplate['tolerations'] {
  const result: { key?: string; operator?: string; value?: string; effect?: string }[] = [];
  for (const item of arr(value)) {
    const raw = obj(item);
    const key = str(raw.key, 320);
    if (key !== undefined && DEFAULT_TOLERATIONS.has(key)) continue;
    const entry: (typeof result)[number] = {};
    put(entry, 'key', key);
    put(entry, 'operator', str(raw.operator, 32));
    put(entry, 'value', str(raw.value, 256));
    put(entry, 'effect', str(raw.effect, 32));
    result.push(entry);
  }
  return result.length > 0 ? result : undefined;
}

/** Templates compared per group before a new one is kept; only groups of unique pods have more. */
const GROUP_SIZE = 8;

/** A shared template, and whether it is new. */
export interface Interned {
  template: PodTemplate;
  fresh: boolean;
}

/** Finds an equal earlier template. Stores one object per distinct template, and no text of their content. */
export interface TemplateTable {
  /**
   * The shared object, and whether it is new. `group` = pods that are likely equal, e.g. namespace and owner. New templates
   * still share their containers and volumes with others of the namespace (the pods of a CronJob's Jobs).
   */
  intern(namespace: string, group: string, template: PodTemplate): Interned;
}

export function createTemplateTable(): TemplateTable {
  const templates = new Map<string, PodTemplate[]>();
  const parts = new Map<string, object[]>();
  return {
    intern(namespace, group, template) {
      const known = findEqual(templates, `${namespace}\n${group}`, template);
      if (known !== template) return { template: known, fresh: false };
      const first = template.containers[0];
      const key = `${namespace}\n${first?.name ?? ''}\n${first?.image ?? ''}`;
      template.containers = findEqual(parts, `c${key}`, template.containers) as PodTemplate['containers'];
      template.volumes = findEqual(parts, `v${key}`, template.volumes) as PodTemplate['volumes'];
      return { template, fresh: true };
    },
  };
}

/** The equal value of the group, or the value itself, which is then added to the group. */
function findEqual<T extends object>(groups: Map<string, T[]>, key: string, value: T): T {
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, [value]);
    return value;
  }
  for (let i = group.length - 1; i >= 0; i--) {
    const known = group[i];
    if (known === undefined || !sameValue(known, value)) continue;
    // The latest hit is moved to the end: objects are sorted by owner.
    if (i < group.length - 1) {
      group.splice(i, 1);
      group.push(known);
    }
    return known;
  }
  group.push(value);
  if (group.length > GROUP_SIZE) group.shift();
  return value;
}

/** Deep equality of plain JSON values whose keys were set in the same order of code. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!sameValue(a[i], b[i])) return false;
    return true;
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let count = 0;
  for (const key in left) {
    count++;
    if (!sameValue(left[key], right[key])) return false;
  }
  for (const _ in right) count--;
  return count === 0;
}
