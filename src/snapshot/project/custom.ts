import { isSecretName } from '../redact/names.ts';
import { redactText, redactValue } from '../redact.ts';
import { cleanBlock, cleanLine, TEXT_LIMITS } from '../text.ts';
import { CUSTOM_KINDS } from './custom-kinds.ts';
import type { CustomKind } from './kinds/types.ts';
import { arr, isDangerousKey, isObject, obj } from './raw.ts';
import type { Raw } from './raw.ts';

/** Which fields to copy: `true` = the value. */
type Node = true | Map<string, Node>;

/** Keys of one map that `*` traverses. */
const MAX_KEYS = 1_000_000;

function compile(paths: readonly string[]): Map<string, Node> {
  const root = new Map<string, Node>();
  for (const path of paths) {
    const names = path.split('.');
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
    at.set(names.at(-1) ?? path, true);
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

/** The kept fields of a kind, or undefined when nothing is kept. */
export function customKind(group: string, kind: string): CustomKind | undefined {
  return CUSTOM_KINDS.get(`${group}/${kind}`) ?? CUSTOM_KINDS.get(`${group}/*`);
}

/**
 * The kept fields of an object of such a kind. `malformed` names kept fields whose value has another shape than any version of the API has, and the
 * shape that is expected:
 * from files only, because an API server rejects them. They are not kept.
 */
export function keptFields(given: Raw, kind: CustomKind): { spec: Raw; status?: Raw; malformed?: string[] } {
  const fields = fieldsOf(kind);
  const raw = kind.prepare ? kind.prepare(given) : given;
  const malformed = new Set<string>();
  const specOf = partOf(raw, 'spec', malformed);
  const spec = {
    ...pick(specOf, fields.spec, { path: 'spec', malformed }),
    ...pick(raw, fields.top, { path: '', malformed }),
  };
  // A status is written by controllers: a different shape is of no consequence.
  const status = pick(obj(raw['status']), fields.status, { path: 'status', malformed: new Set() });
  return {
    spec,
    ...(Object.keys(status).length > 0 && { status }),
    ...(malformed.size > 0 && { malformed: [...malformed].sort() }),
  };
}

interface Place {
  /** Path of the value, with `*` for keys of maps: those are texts of the object. */
  path: string;
  malformed: Set<string>;
}

function partOf(raw: Raw, name: string, malformed: Set<string>): Raw {
  const value = raw[name];
  if (value !== undefined && value !== null && !isObject(value))
    malformed.add(wrongType(name, value, 'an object'));
  return obj(value);
}

function pick(raw: Raw, fields: Map<string, Node>, { path, malformed }: Place): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [wanted, node] of fields) {
    const names = wanted === '*' ? Object.keys(raw).slice(0, MAX_KEYS) : [wanted];
    const place = { path: path === '' ? wanted : `${path}.${wanted}`, malformed };
    for (const name of names) {
      if (!Object.hasOwn(raw, name) || isDangerousKey(name)) continue;
      const value = take(raw[name], node, name, place);
      if (value !== undefined) result[cleanLine(name, TEXT_LIMITS.name)] = value;
    }
  }
  return result;
}

function take(value: unknown, node: Node, name: string, place: Place): unknown {
  if (value === undefined || value === null) return undefined;
  if (node === true) {
    if (!isLeaf(value)) place.malformed.add(wrongType(place.path, value, 'a scalar or a list of scalars'));
    return leaf(value, name);
  }
  if (Array.isArray(value)) {
    if (!value.every(isObject))
      place.malformed.add(
        `${place.path} contains ${nounOf(value.find((item) => !isObject(item)))}; expected objects`,
      );
    return arr(value)
      .filter(isObject)
      .map((item) => pick(item, node, place));
  }
  if (isObject(value)) return pick(value, node, place);
  place.malformed.add(wrongType(place.path, value, 'an object'));
  return undefined;
}

/** `spec.selector is a string; expected an object`: without the value, which may be secret. */
function wrongType(path: string, value: unknown, expected: string): string {
  return `${path} is ${nounOf(value)}; expected ${expected}`;
}

function nounOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function isLeaf(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A text, a number, a boolean, or a list of them; nested values are not kept. */
function leaf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return arr(value).flatMap((item) => scalarOf(item, name) ?? []);
  return scalarOf(value, name);
}

function scalarOf(value: unknown, name: string): string | number | boolean | undefined {
  if (typeof value === 'string') return copyText(value, name);
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function copyText(value: string, name: string): string {
  const text = value.includes('\n')
    ? cleanBlock(value, TEXT_LIMITS.argument)
    : cleanLine(value, TEXT_LIMITS.value);
  return isSecretName(name) ? redactValue(name, text) : redactText(text);
}
