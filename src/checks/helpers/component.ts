import type { ObjectRef } from '../../result/types.ts';

/** A control-plane component as the object of a verdict. */
export function component(name: string): ObjectRef {
  return { kind: 'Component', name };
}
