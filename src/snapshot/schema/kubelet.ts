import type * as kubeletRecords from '../records/kubelet.ts';
import { labels } from './core.ts';
import { flag, list, map, number, object, oneOf, optional, text } from './shape.ts';

export const kubelet = object<kubeletRecords.KubeletRecord>({
  namespace: optional(text),
  name: text,
  state: oneOf('ok', 'partial', 'forbidden', 'refused', 'timeout', 'absent', 'failed'),
  problems: list(text),
  config: optional(labels),
  flags: optional(labels),
  metrics: optional(
    object<kubeletRecords.KubeletMetrics>({
      version: optional(text),
      cgroupVersion: optional(number),
      clientTtlSeconds: optional(number),
      serverTtlSeconds: optional(number),
      renewErrors: optional(number),
      runtimeEndsWith: optional(text),
      hostProcessContainers: optional(number),
      gates: map(flag),
    }),
  ),
  staticPods: optional(
    list(
      object<kubeletRecords.StaticPodRecord>({
        namespace: text,
        name: text,
        uid: optional(text),
        source: text,
        seen: optional(text),
      }),
    ),
  ),
});
