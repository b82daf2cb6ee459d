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

/** Objects in the fields of another one, alone or in arrays, that say what they are. */
export function carriedBy(raw: Raw): Raw[] {
  return Object.values(raw)
    .flatMap((value): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(
      (one): one is Raw =>
        isObject(one) && typeof one['kind'] === 'string' && typeof one['apiVersion'] === 'string',
    );
}
