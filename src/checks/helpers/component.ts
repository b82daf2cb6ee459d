import type { ObjectRef } from '../../result/types.ts';

/** A part of the control plane as an object of a verdict. */
export function component(name: string): ObjectRef {
  return { kind: 'Component', name };
}
