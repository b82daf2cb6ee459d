/**
 * The types of all fields of built-in objects. An API server rejects an object with a field of another type, so that such an object never
 * existed in a cluster; with the field dropped, it would count as harmless.
 */
import { isObject } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import { fieldTypes, rootTypes } from './field-types.generated.ts';

/** Parsed on first use, type by type. */
const parsed = new Map<string, ReadonlyMap<string, string>>();

/**
 * The first field of an object that has a type which every API server rejects: `spec.replicas is no number`. Undefined where there is none, and
 * for kinds and versions outside Kubernetes' current API.
 */
export function wrongTypeOf(apiVersion: string, kind: string, raw: Raw): string | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(rootTypes, key) ? wrongValue(raw, rootTypes[key] ?? '', '') : undefined;
}

function wrongValue(value: unknown, type: string, path: string): string | undefined {
  // Both mean that the field is not set.
  if (value === undefined || value === null) return undefined;
  if (type.startsWith('[]')) return wrongList(value, type.slice(2), path);
  if (type.startsWith('{}')) return wrongMap(value, type.slice(2), path);
  if (type.length === 1) return isScalar(value, type) ? undefined : `${path} is no ${NAMES[type] ?? 'text'}`;
  if (!isObject(value)) return `${path} is no object`;
  for (const [name, inner] of fieldsOf(type)) {
    const found = wrongValue(value[name], inner, path === '' ? name : `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wrongList(value: unknown, type: string, path: string): string | undefined {
  if (!Array.isArray(value)) return `${path} is no list`;
  for (const one of value as readonly unknown[]) {
    const found = wrongValue(one, type, path);
    if (found !== undefined)
      return found === `${path} is no object` ? `${path} is no list of objects` : found;
  }
  return undefined;
}

function wrongMap(value: unknown, type: string, path: string): string | undefined {
  if (!isObject(value)) return `${path} is no object`;
  for (const [name, one] of Object.entries(value)) {
    const found = wrongValue(one, type, `${path}[${name}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const NAMES: Readonly<Record<string, string>> = {
  s: 'text',
  n: 'number',
  b: 'boolean',
  q: 'text or number',
  t: 'time',
};

function isScalar(value: unknown, type: string): boolean {
  switch (type) {
    case 's':
      return typeof value === 'string';
    case 'n':
      return typeof value === 'number';
    case 'b':
      return typeof value === 'boolean';
    case 't':
      // YAML has times of its own.
      return typeof value === 'string' || value instanceof Date;
    default:
      return typeof value === 'string' || typeof value === 'number';
  }
}

function fieldsOf(type: string): ReadonlyMap<string, string> {
  let found = parsed.get(type);
  if (!found) {
    const words = (fieldTypes[type] ?? '').split(' ').filter((word) => word !== '');
    found = new Map(
      words.map((word): [string, string] => {
        const colon = word.lastIndexOf(':');
        return [word.slice(0, colon), word.slice(colon + 1)];
      }),
    );
    parsed.set(type, found);
  }
  return found;
}
