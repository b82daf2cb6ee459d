import { object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

export type VersionRecord = Infer<typeof shape>;

const shape = object({
  gitVersion: text,
  emulationVersion: optional(text),
});

export default defineKind({
  record: 'version',
  order: 330,
  shape,
  collector: 'version',
});
