import { flag, list, number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** `/readyz?verbose` and `/livez?verbose`. */
export type HealthRecord = Infer<typeof shape>;

const shape = object({
  path: text,
  status: number,
  checks: list(object({ name: text, ok: flag })),
  /** The list is truncated. */
  cut: optional(flag),
});

export default defineKind({
  record: 'health',
  order: 320,
  shape,
  collector: 'health',
});
