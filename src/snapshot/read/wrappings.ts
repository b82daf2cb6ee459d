/** Containers of objects other than lists, and properties of objects that do not depend on their kind. */
import { isObject, obj } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';

/** Kinds that contain objects: OpenShift's templates, and their successors in some tools. */
export const WRAPPED: ReadonlySet<string> = new Set(['Template']);
const EVENTS: ReadonlySet<unknown> = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']);

export function isWatchEvent(value: Raw): boolean {
  return EVENTS.has(value['type']) && isObject(value['object']) && value['kind'] === undefined;
}

/** Whether it comes from a cluster. A manifest has no uid, and no status with content. */
export function wasLive(raw: Raw): boolean {
  return obj(raw['metadata'])['uid'] !== undefined || Object.keys(obj(raw['status'])).length > 0;
}

/** Objects with a type in the fields of another one, alone or in arrays. */
export function carriedBy(raw: Raw): Raw[] {
  return Object.values(raw)
    .flatMap((value): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(
      (one): one is Raw =>
        isObject(one) && typeof one['kind'] === 'string' && typeof one['apiVersion'] === 'string',
    );
}
