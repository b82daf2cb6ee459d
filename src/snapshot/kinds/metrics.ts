import { labels } from '../schema/common.ts';
import { flag, list, map, number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

export type MetricSample = Infer<typeof metricSample>;

const metricSample = object({ labels, value: number });

/** Wanted metric families of one API server replica; each sample one line of labels and a value. */
export type MetricsRecord = Infer<typeof shape>;

const shape = object({
  /** apiserver_id_hash, when a series has it. */
  instanceHash: optional(text),
  /** Family name -> samples. A family that is absent was not exposed. Histograms: `_count`, and of a few `_bucket`. */
  families: map(list(metricSample)),
  /** The stream ended normally and contains `apiserver_request_total`: absence of a family is evidence. */
  complete: flag,
  /** Families that this server or a proxy omitted, detected by others that every server has: their absence is no evidence. */
  hidden: optional(list(text)),
});

export default defineKind({
  record: 'metrics',
  order: 310,
  shape,
  collector: 'metrics',
});
