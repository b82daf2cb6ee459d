/** What objects lie in beside lists, and what they say of themselves without their kind. */
import { isObject, obj } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';

/** Kinds that carry objects: OpenShift's templates, and what replaced them in some tools. */
export const WRAPPED: ReadonlySet<string> = new Set(['Template']);
const EVENTS: ReadonlySet<unknown> = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']);

export function isWatchEvent(value: Raw): boolean {
  return EVENTS.has(value['type']) && isObject(value['object']) && value['kind'] === undefined;
}

/** Whether it comes from a cluster. A manifest has no uid, and no status with content. */
export function wasLive(raw: Raw): boolean {
  return obj(raw['metadata'])['uid'] !== undefined || Object.keys(obj(raw['status'])).length > 0;
}

/** What a watch tells of an object that is gone, or of none. */
export function isGone(event: Raw): boolean {
  return event['type'] === 'DELETED' || event['type'] === 'BOOKMARK';
}

/** Objects in the fields of another one, alone or in arrays, that say what they are. */
export function carriedBy(raw: Raw): Raw[] {
  return Object.values(raw)
    .flatMap((value): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(
      (one): one is Raw =>
        isObject(one) && typeof one['kind'] === 'string' && typeof one['apiVersion'] === 'string',
    );
}

/** Has it containers where pods and their templates have them? */
function makesPods(raw: Raw): boolean {
  const spec = obj(raw['spec']);
  const nested = [spec, obj(obj(raw['template'])['spec']), obj(obj(spec['template'])['spec'])];
  const job = obj(obj(obj(spec['jobTemplate'])['spec'])['template']);
  return [...nested, obj(job['spec'])].some(
    ({ containers }) => Array.isArray(containers) && containers.length > 0,
  );
}

/** Counts what makes pods and is of no kind that is read; false for what makes none. */
export function countUnevaluated(unevaluated: Map<string, number>, raw: Raw, kind: string): boolean {
  if (!makesPods(raw)) return false;
  if (unevaluated.has(kind) || unevaluated.size < MAX_KINDS)
    unevaluated.set(kind, (unevaluated.get(kind) ?? 0) + 1);
  return true;
}

/** Kinds are the names of strangers. */
const MAX_KINDS = 100;
