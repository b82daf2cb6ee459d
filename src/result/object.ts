/** The object of a verdict. */
import type { ObjectRef } from './types.ts';

/** `Kind ns/name`; empty for the cluster. */
export function objectKey(object: ObjectRef | undefined): string {
  if (!object) return '';
  return `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}`;
}

/** The namespace of an object, or the namespace itself; undefined for cluster-scoped objects and for the cluster. */
export function placeOf(object: ObjectRef | undefined): string | undefined {
  return object?.namespace ?? (object?.kind === 'Namespace' ? object.name : undefined);
}
