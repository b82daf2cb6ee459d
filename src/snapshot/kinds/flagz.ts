import { labels } from '../schema/common.ts';
import { object, oneOf, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

/** `/flagz` of one component. */
export type FlagzRecord = Infer<typeof shape>;

const shape = object({
  component: oneOf('kube-apiserver', 'kubelet'),
  /** Node name for kubelets; absent for API servers. */
  node: optional(text),
  /** SHA-256 hash of the responding replica's identity lease, when `/metrics` over the same connection contained it. */
  instanceHash: optional(text),
  /** Effective values as the server prints them, redacted. */
  flags: labels,
});

export default defineKind({
  record: 'flagz',
  order: 300,
  shape,
  collector: 'flagz',
});
