import { flag, list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** The user of the tool and its permissions. */
export type IdentityRecord = Infer<typeof shape>;

const shape = object({
  username: optional(text),
  groups: optional(list(text)),
  /** Everything is allowed everywhere, according to the API server (verb, group and resource `*`). */
  mayDoAnything: optional(flag),
});

export default defineKind({
  record: 'identity',
  order: 380,
  shape,
  collector: 'identity',
});
