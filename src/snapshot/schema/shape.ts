/**
 * A small declarative validator. A shape reads an untrusted JSON value into a trusted copy, and describes itself as JSON
 * schema, so that the published schema cannot differ from what is accepted. Unknown fields are not copied: a later tool with
 * the same schema version may write more fields than this one supports.
 */
import { cleanBlock, cleanLine, TEXT_LIMITS } from '../text.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Shape<T> {
  /** A copy with known fields only; throws ShapeError with the path of the first wrong value. */
  read(value: unknown, path: string): T;
  readonly schema: JsonSchema;
}

export interface OptionalShape<T> {
  readonly optional: Shape<T>;
}

/** A value with the wrong form. The message contains the path and the expectation, never the value. */
export class ShapeError extends Error {}

function fail(path: string, wanted: string): never {
  throw new ShapeError(`${path === '' ? 'record' : path} is not ${wanted}`);
}

/** Bounds that no valid snapshot reaches. */
const MAX_LIST = 1_000_000;
const MAX_DEPTH = 24;
const MAX_NODES = 1_000_000;

/** One line of text, cleaned. */
export const text: Shape<string> = {
  read: (value, path) =>
    typeof value === 'string' ? cleanLine(value, TEXT_LIMITS.annotation) : fail(path, 'a string'),
  schema: { type: 'string' },
};

/** Text that may have several lines. */
export const block: Shape<string> = {
  read: (value, path) => (typeof value === 'string' ? cleanBlock(value) : fail(path, 'a string')),
  schema: { type: 'string' },
};

export const number: Shape<number> = {
  read: (value, path) =>
    typeof value === 'number' && Number.isFinite(value) ? value : fail(path, 'a number'),
  schema: { type: 'number' },
};

export const flag: Shape<boolean> = {
  read: (value, path) => (typeof value === 'boolean' ? value : fail(path, 'a boolean')),
  schema: { type: 'boolean' },
};

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  return {
    read: (value, path) =>
      values.includes(value as T) ? (value as T) : fail(path, `one of ${values.join(', ')}`),
    schema: { enum: values },
  };
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    read(value, path) {
      if (!Array.isArray(value) || value.length > MAX_LIST) return fail(path, 'a list');
      return value.map((entry, index) => item.read(entry, `${path}[${index}]`));
    },
    schema: { type: 'array', items: item.schema },
  };
}

/** A map with arbitrary keys. Keys that could reach a prototype are dropped. */
export function map<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    read(value, path) {
      const result: Record<string, T> = {};
      for (const key of keysOf(value, path))
        result[cleanLine(key, TEXT_LIMITS.name)] = item.read(field(value, key), path);
      return result;
    },
    schema: { type: 'object', additionalProperties: item.schema },
  };
}

/** Any JSON, copied with safe keys, clean strings and bounds on depth and size. */
export const json: Shape<Readonly<Record<string, unknown>>> = {
  read(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(path, 'an object');
    return copyJson(value, path, 0, { left: MAX_NODES }) as Record<string, unknown>;
  },
  schema: { type: 'object' },
};

function copyJson(value: unknown, path: string, depth: number, budget: { left: number }): unknown {
  if (--budget.left < 0 || depth > MAX_DEPTH) return fail(path, 'of a sensible size');
  if (typeof value === 'string')
    return value.includes('\n') ? cleanBlock(value) : cleanLine(value, TEXT_LIMITS.argument);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copyJson(item, path, depth + 1, budget));
  const result: Record<string, unknown> = {};
  for (const key of keysOf(value, path)) {
    result[cleanLine(key, TEXT_LIMITS.name)] = copyJson(field(value, key), path, depth + 1, budget);
  }
  return result;
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { optional: shape };
}

type Fields = Readonly<Record<string, Shape<unknown> | OptionalShape<unknown>>>;

/** The type of an object with these fields; a flat type, so that messages of the compiler show its fields. */
type ObjectOf<F extends Fields> = Flat<
  { [K in keyof F as F[K] extends Shape<unknown> ? K : never]: F[K] extends Shape<infer T> ? T : never } & {
    [K in keyof F as F[K] extends OptionalShape<unknown> ? K : never]?: F[K] extends OptionalShape<infer T>
      ? T
      : never;
  }
>;

type Flat<T> = { [K in keyof T]: T[K] };

/** The type of what a shape reads. */
export type Infer<S extends Shape<unknown>> = S extends Shape<infer T> ? T : never;

/** An object with these fields. */
export function object<F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const known = new Map<string, Shape<unknown>>();
  const required: string[] = [];
  for (const [name, shape] of Object.entries(fields)) {
    if ('optional' in shape) known.set(name, shape.optional);
    else {
      known.set(name, shape);
      required.push(name);
    }
  }
  return {
    read(value, path) {
      const result: Record<string, unknown> = {};
      // In the order of the input, so that writing it again gives the same bytes.
      for (const key of keysOf(value, path)) {
        const shape = known.get(key);
        if (shape !== undefined)
          result[key] = shape.read(field(value, key), path === '' ? key : `${path}.${key}`);
      }
      for (const name of required)
        if (!Object.hasOwn(result, name)) fail(path === '' ? name : `${path}.${name}`, 'given');
      return result as ObjectOf<F>;
    },
    schema: {
      type: 'object',
      required,
      properties: Object.fromEntries([...known].map(([name, shape]) => [name, shape.schema])),
    },
  };
}

function keysOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(path, 'an object');
  return Object.keys(value).filter(
    (key) => key !== '__proto__' && key !== 'constructor' && key !== 'prototype',
  );
}

function field(value: unknown, key: string): unknown {
  return (value as Record<string, unknown>)[key];
}
