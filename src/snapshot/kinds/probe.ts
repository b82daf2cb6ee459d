import { flag, number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** Unauthenticated requests, one record per path. `status` 0 = no HTTP response. */
export type ProbeRecord = Infer<typeof shape>;

const shape = object({
  path: text,
  status: number,
  /** The body contains `system:anonymous`. */
  namedAnonymous: flag,
  error: optional(text),
});

export default defineKind({
  record: 'probe',
  order: 340,
  shape,
  collector: 'probe',
});
