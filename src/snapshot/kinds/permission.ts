import { flag, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** Result of one SelfSubjectAccessReview. */
export type PermissionRecord = Infer<typeof shape>;

const shape = object({
  verb: text,
  group: optional(text),
  resource: optional(text),
  namespace: optional(text),
  path: optional(text),
  allowed: flag,
});

export default defineKind({
  record: 'permission',
  order: 390,
  shape,
  collector: 'permissions',
});
