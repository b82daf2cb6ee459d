import { flag, list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** Who the tool is and what it may do. */
export type IdentityRecord = Infer<typeof shape>;

const shape = object({
  username: optional(text),
  groups: optional(list(text)),
  /** Everything is allowed everywhere, by the API server's own answer (verb, group and resource `*`). */
  mayDoAnything: optional(flag),
});

export default defineKind({
  record: 'identity',
  order: 380,
  shape,
  collector: 'identity',
});
