/**
 * Safe access to parsed JSON of unknown shape. A wrong type reads as absent: one invalid field must not lose the object, let
 * alone the report.
 */
import { createHash } from 'node:crypto';
import { nameWithoutTokens, withoutTokens } from '../redact/patterns.ts';
import { cleanLine, TEXT_LIMITS } from '../text.ts';
import type { V1ObjectMeta } from '@kubernetes/client-node';
import type { Field, Fields, Untrusted } from './untrusted.ts';

export type Raw = Readonly<Record<string, unknown>>;

const EMPTY: Raw = Object.freeze({});
const NONE: readonly never[] = Object.freeze([]);

/** Longer lists are truncated. One object of the API (1.5 MB) has room for half a million items of one letter. */
const MAX_ITEMS = 1_000_000;

/** The object itself, or an empty one. */
export function obj<T>(value: Field<T> | undefined): Fields<T>;
export function obj(value: unknown): Raw;
export function obj(value: unknown): Raw {
  return isObject(value) ? value : EMPTY;
}

export function isObject<T>(value: Field<T> | undefined): value is Field<T> & Fields<T>;
export function isObject(value: unknown): value is Raw;
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function arr<T>(value: Field<readonly T[]> | undefined, limit?: number): readonly Untrusted<T>[];
export function arr(value: unknown, limit?: number): readonly unknown[];
export function arr(value: unknown, limit: number = MAX_ITEMS): readonly unknown[] {
  if (!Array.isArray(value)) return NONE;
  return value.length > limit ? value.slice(0, limit) : (value as readonly unknown[]);
}

/** A non-empty string, cleaned and bounded, with misplaced tokens redacted. */
export function str(value: unknown, limit: number = TEXT_LIMITS.value): string | undefined {
  return typeof value === 'string' && value !== '' ? withoutTokens(cleanLine(value, limit)) : undefined;
}

/**
 * A path of a file system. One that is longer than Linux accepts loses redundant parts (`//`, `/./`), as runtimes also clean it before they
 * open it.
 */
export function pathText(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length <= TEXT_LIMITS.path) return str(value, TEXT_LIMITS.path);
  return str(withoutPadding(value), TEXT_LIMITS.path);
}

/** Whether a path is longer than the part that `pathText` keeps. */
export function isLongPath(value: unknown): boolean {
  if (typeof value !== 'string' || value.length <= TEXT_LIMITS.path) return false;
  return withoutPadding(value).trim().length > TEXT_LIMITS.path;
}

/** After the first separator: two of them begin a Windows path that bypasses its drives. */
function withoutPadding(path: string): string {
  return path.replace(/([\\/])(?:\.?[\\/])+/g, '$1').replace(/^(?:\.[\\/])+/, '');
}

/**
 * As `str`, for a name by which Kubernetes distinguishes users, groups and objects: names that the API server distinguishes must stay
 * different, so that a changed name gets a mark of its own.
 */
export function nameText(value: unknown, limit: number = TEXT_LIMITS.name): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const kept = nameWithoutTokens(cleanLine(value, limit));
  if (kept === value) return value;
  const mark = ` (${createHash('sha256').update(value).digest('hex').slice(0, 8)})`;
  return kept.slice(0, limit - mark.length) + mark;
}

/** The names of a list; an empty one is a name as well. */
export function nameTexts(value: unknown): string[] {
  return arr(value).flatMap((item) =>
    typeof item === 'string' ? (nameText(item, TEXT_LIMITS.value) ?? '') : [],
  );
}

export function num(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function bool(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** The strings of a list, in order; other items are dropped. */
export function strings(value: unknown): string[] {
  const result: string[] = [];
  for (const item of arr(value)) {
    const text = str(item);
    if (text !== undefined) result.push(text);
  }
  return result;
}

/** As `strings`, absent when empty. */
export function someStrings(value: unknown): string[] | undefined {
  const list = strings(value);
  return list.length > 0 ? list : undefined;
}

/** An int or a string, as text: ports, quantities, IntOrString. */
export function scalar(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : str(value);
}

/** Assigns unless undefined, so that an absent field stays absent. */
export function put<T extends object, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) target[key] = value;
}

/**
 * A string map. Keys that could reach an object's prototype are dropped; the result is an ordinary object because records
 * are compared and serialized.
 */
export function stringMap(value: unknown, keep?: (key: string) => boolean): Record<string, string> {
  const result: Record<string, string> = {};
  if (!isObject(value)) return result;
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (typeof item !== 'string' || (keep !== undefined && !keep(key)) || isDangerousKey(key)) continue;
    result[cleanLine(key, TEXT_LIMITS.name)] = withoutTokens(cleanLine(item));
  }
  return result;
}

/** As `stringMap`, absent when empty. */
export function someMap(value: unknown): Record<string, string> | undefined {
  const map = stringMap(value);
  return Object.keys(map).length > 0 ? map : undefined;
}

export function isDangerousKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

/** Metadata of an object; undefined without a name, because nothing can refer to such an object. */
export interface Meta {
  name: string;
  namespace: string | undefined;
  uid: string | undefined;
  created: string | undefined;
  raw: Fields<V1ObjectMeta>;
}

export function metaOf(object: Raw): Meta | undefined {
  const raw = obj(object['metadata']) as Fields<V1ObjectMeta>;
  const name = nameText(raw['name']);
  if (name === undefined) return undefined;
  return {
    name,
    namespace: str(raw['namespace'], TEXT_LIMITS.name),
    uid: str(raw['uid'], TEXT_LIMITS.name),
    created: timeText(raw['creationTimestamp']),
    raw,
  };
}

/** A time in Kubernetes' format. YAML readers may return a Date. */
export function timeText(value: unknown): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return str(value, 64);
}

/** Has an object neither a namespace nor a uid? It is a manifest, and its namespace is that of the command that applies it (cli-runtime, SetNamespace). */
export function isUnplaced({ namespace, uid }: Meta): boolean {
  return namespace === undefined && uid === undefined;
}

/** A manifest with the namespace that `-n` sets where it names none. */
export function placedIn(raw: Raw, namespace: string | undefined): Raw {
  const meta = metaOf(raw);
  if (namespace === undefined || meta === undefined || !isUnplaced(meta)) return raw;
  return { ...raw, metadata: { ...meta.raw, namespace } };
}

/** Namespace of a namespaced kind. Manifests may omit it; the default of the server is `default`. */
export function namespaceOf(meta: Meta): string {
  return meta.namespace ?? 'default';
}
