import { flag, list, object, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** Served API groups with their preferred version and resources (`plural/kind/namespaced`). */
export type DiscoveryRecord = Infer<typeof shape>;

const shape = object({
  group: text,
  version: text,
  versions: list(text),
  resources: list(
    object({
      plural: text,
      kind: text,
      namespaced: flag,
      verbs: list(text),
    }),
  ),
});

export default defineKind({
  record: 'discovery',
  order: 370,
  shape,
  collector: 'discovery',
});
