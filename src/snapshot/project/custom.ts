import type { CustomRecord } from '../records/index.ts';
import { isSecretName } from '../redact/names.ts';
import { redactText, redactValue } from '../redact.ts';
import { cleanBlock, cleanLine, TEXT_LIMITS } from '../text.ts';
import { annotationsOf } from './annotations.ts';
import { CUSTOM_KINDS } from './custom-kinds.ts';
import type { CustomKind } from './kinds/types.ts';
import { arr, isDangerousKey, isObject, obj, put, stringMap } from './raw.ts';
import type { Raw } from './raw.ts';
import type { Project, ProjectInput } from './types.ts';

/** Which fields to copy: `true` = the whole subtree, `set` = only that it is there, `keys` = only its key names. */
type Node = true | 'set' | 'keys' | Map<string, Node>;

const MAX_DEPTH = 16;
/** Objects and lists copied of one field. YAML aliases can make a small document enormous once it is walked. */
const MAX_NODES = 10_000;

function compile(paths: readonly string[]): Map<string, Node> {
  const root = new Map<string, Node>();
  for (const path of paths) {
    const leaf: Node = path.endsWith('?') ? 'set' : path.endsWith('%') ? 'keys' : true;
    const names = path.replace(/[?%]$/, '').split('.');
    let at = root;
    for (const name of names.slice(0, -1)) {
      const next = at.get(name);
      if (next instanceof Map) at = next;
      else {
        const created = new Map<string, Node>();
        at.set(name, created);
        at = created;
      }
    }
    at.set(names.at(-1) ?? path, leaf);
  }
  return root;
}

const compiled = new Map<
  CustomKind,
  { spec: Map<string, Node>; status: Map<string, Node>; top: Map<string, Node> }
>();

function fieldsOf(kind: CustomKind) {
  let fields = compiled.get(kind);
  if (fields === undefined) {
    fields = {
      spec: compile(kind.spec ?? []),
      status: compile(kind.status ?? []),
      top: compile(kind.top ?? []),
    };
    compiled.set(kind, fields);
  }
  return fields;
}

/** What is kept of a kind, or undefined when nothing is. */
export function customKind(group: string, kind: string): CustomKind | undefined {
  return CUSTOM_KINDS.get(`${group}/${kind}`) ?? CUSTOM_KINDS.get(`${group}/*`);
}

export const projectCustom: Project = (input) => {
  const record = customRecord(input);
  return record === undefined ? undefined : { kind: 'custom', record };
};

/** The custom record of an object; undefined when its kind is not listed. */
export function customRecord({ raw, meta, group, kind }: ProjectInput): CustomRecord | undefined {
  const listed = customKind(group, kind);
  if (listed === undefined) return undefined;
  const fields = fieldsOf(listed);
  const record: CustomRecord = {
    name: meta.name,
    group,
    kind,
    labels: stringMap(meta.raw['labels']),
    annotations: annotationsOf('custom', meta.raw['annotations']),
    spec: { ...pick(obj(raw['spec']), fields.spec), ...pick(raw, fields.top) },
  };
  put(record, 'namespace', meta.namespace);
  put(record, 'created', meta.created);
  const status = pick(obj(raw['status']), fields.status);
  if (Object.keys(status).length > 0) record.status = status;
  return record;
}

function pick(raw: Raw, fields: Map<string, Node>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, node] of fields) {
    if (!Object.hasOwn(raw, name)) continue;
    const value = take(raw[name], node, name);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function take(value: unknown, node: Node, name: string): unknown {
  if (value === undefined || value === null) return undefined;
  if (node === true) return copy(value, name, 0, { left: MAX_NODES });
  if (node === 'set') return true;
  if (node === 'keys')
    return Object.keys(obj(value))
      .filter((key) => !isDangerousKey(key))
      .map((key) => cleanLine(key, 256));
  if (Array.isArray(value))
    return arr(value)
      .filter(isObject)
      .map((item) => pick(item, node));
  return isObject(value) ? pick(value, node) : undefined;
}

/** A deep copy with strings cleaned and masked, bounded in depth and size; what lies beyond is left out. */
function copy(value: unknown, name: string, depth: number, budget: { left: number }): unknown {
  if (typeof value === 'string') return copyText(value, name);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (depth >= MAX_DEPTH || --budget.left < 0) return undefined;
  if (Array.isArray(value)) {
    return arr(value)
      .map((item) => copy(item, name, depth + 1, budget))
      .filter((item) => item !== undefined);
  }
  if (!isObject(value)) return undefined;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (isDangerousKey(key)) continue;
    const item = copy(value[key], key, depth + 1, budget);
    if (item !== undefined) result[cleanLine(key, TEXT_LIMITS.name)] = item;
  }
  return result;
}

function copyText(value: string, name: string): string {
  const text = value.includes('\n')
    ? cleanBlock(value, TEXT_LIMITS.argument)
    : cleanLine(value, TEXT_LIMITS.value);
  return isSecretName(name) ? redactValue(name, text) : redactText(text);
}
