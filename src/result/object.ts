/** What a verdict is about. */
import type { ObjectRef } from './types.ts';

/** `Kind ns/name`; empty for the cluster. */
export function objectKey(object: ObjectRef | undefined): string {
  if (!object) return '';
  return `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}`;
}

/** The namespace that an object is in, or is; undefined for what lies in none, and for the cluster. */
export function placeOf(object: ObjectRef | undefined): string | undefined {
  return object?.namespace ?? (object?.kind === 'Namespace' ? object.name : undefined);
}
