/**
 * The template of a pod, without projecting again what the previous pod had as well: the store lists the pods of one owner
 * one after the other, and comparing costs a third of projecting.
 */
import type { V1ObjectMeta, V1PodSpec } from '@kubernetes/client-node';
import { annotationsOf } from './annotations.ts';
import { affinityOsOf } from './affinity.ts';
import { TOKEN_VOLUME } from './container.ts';
import type { OnBootstrap } from './container.ts';
import { isObject } from './raw.ts';
import type { Raw } from './raw.ts';
import type { Fields } from './untrusted.ts';
import { labelsOf, sameValue, templateOf } from './template.ts';
import type { Interned, TemplateTable } from './template.ts';
import type { PodTemplate } from '../schema/template.ts';

/** `group` as for `TemplateTable.intern`; `meta` and `spec` are those of the pod. */
export type TemplateOfPod = (
  pod: { namespace: string; group: string; meta: Fields<V1ObjectMeta>; spec: Fields<V1PodSpec> },
  onBootstrap: OnBootstrap,
) => Interned;

/** Stores the raw spec of one pod. */
export function createPodTemplates(templates: TemplateTable): TemplateOfPod {
  let before:
    { namespace: string; group: string; spec: Fields<V1PodSpec>; template: PodTemplate } | undefined;
  return ({ namespace, group, meta, spec }, onBootstrap) => {
    if (before?.namespace === namespace && before.group === group && isAlike(before, meta, spec))
      return { template: before.template, fresh: false };
    const interned = templates.intern(namespace, group, templateOf(meta, spec, onBootstrap));
    before = { namespace, group, spec, template: interned.template };
    return interned;
  };
}

function isAlike(
  before: { spec: Fields<V1PodSpec>; template: PodTemplate },
  meta: Fields<V1ObjectMeta>,
  spec: Fields<V1PodSpec>,
): boolean {
  const { template } = before;
  return (
    sameSpec(before.spec, spec) &&
    sameValue(template.labels, labelsOf(meta)) &&
    sameValue(template.annotations, annotationsOf('pod', meta.annotations)) &&
    sameValue(template.affinityOs, affinityOsOf(spec.affinity))
  );
}

/** Fields that differ between the pods of one owner, or are long, and are not in their template or compared separately. */
export const PASSED_OVER: ReadonlySet<string> = new Set([
  'nodeName',
  'hostname',
  'affinity',
  'topologySpreadConstraints',
]);
/** Lists whose items name a volume, such as the token's. */
const VOLUME_LISTS = new Set(['volumes', 'volumeMounts']);

/** Whether two specs give the same template except for their affinity. True is certain; false may be wrong. */
export function sameSpec(a: Raw, b: Raw): boolean {
  return sameFields(a, b, PASSED_OVER, '');
}

const NONE: ReadonlySet<string> = new Set();

/** `list` = the field whose list contains the objects. */
function sameFields(a: Raw, b: Raw, besides: ReadonlySet<string>, list: string): boolean {
  let count = 0;
  for (const key in a) {
    count++;
    const [left, right] = [a[key], b[key]];
    if (left === right || (besides.has(key) && right !== undefined)) continue;
    if (key === 'name' && VOLUME_LISTS.has(list) && isTokenVolume(left) && isTokenVolume(right)) continue;
    if (!sameRaw(left, right, key)) return false;
  }
  for (const _ in b) count--;
  return count === 0;
}

function sameRaw(a: unknown, b: unknown, field: string): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (!Array.isArray(a)) return !Array.isArray(b) && sameFields(a as Raw, b as Raw, NONE, '');
  if (!Array.isArray(b) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!sameItem(a[i], b[i], field)) return false;
  return true;
}

function sameItem(a: unknown, b: unknown, list: string): boolean {
  return isObject(a) && isObject(b) ? sameFields(a, b, NONE, list) : sameRaw(a, b, '');
}

function isTokenVolume(name: unknown): boolean {
  return typeof name === 'string' && TOKEN_VOLUME.test(name);
}
