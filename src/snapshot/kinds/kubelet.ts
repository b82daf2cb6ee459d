import { labels } from '../schema/common.ts';
import { flag, list, map, number, object, oneOf, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

export type KubeletMetrics = Infer<typeof kubeletMetrics>;

const kubeletMetrics = object({
  /** git_version of the running kubelet. */
  version: optional(text),
  /** 1 or 2. */
  cgroupVersion: optional(number),
  /** Seconds until the client certificate expires; absent when the kubelet does not manage one. */
  clientTtlSeconds: optional(number),
  /** The same for a serving certificate that it asks the cluster for. */
  serverTtlSeconds: optional(number),
  /** Renewals of the client certificate that went wrong since the kubelet started. */
  renewErrors: optional(number),
  /** Release in which the kubelet stops working with its container runtime. */
  runtimeEndsWith: optional(text),
  /** Host-process containers (Windows) started. */
  hostProcessContainers: optional(number),
  /** Feature gates that checks ask about. */
  gates: map(flag),
});

export type StaticPodRecord = Infer<typeof staticPod>;

const staticPod = object({
  namespace: text,
  name: text,
  uid: optional(text),
  /** `file` or `http`. */
  source: text,
  /** When the kubelet first saw it, ISO 8601. */
  seen: optional(text),
});

/**
 * What one kubelet said of itself through the API server's node proxy (`--kubelet`). A field is absent when that part was not
 * read; `problems` says why. The name is the node's.
 */
export type KubeletRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  /**
   * ok: everything came. partial: some of it. permission-denied: 401/403. refused: nothing listens, or the way to it is broken.
   * timeout: no answer in time. unavailable: no such node any more. collection-failed: an answer that cannot be used.
   */
  state: oneOf(
    'ok',
    'partial',
    'permission-denied',
    'refused',
    'timeout',
    'unavailable',
    'collection-failed',
  ),
  /** One line each; empty when all came. */
  problems: list(text),
  /**
   * `/configz`: effective KubeletConfiguration by dotted path (`authentication.anonymous.enabled`), lists joined by commas,
   * masked. A path that is not there has the zero value of its type.
   */
  config: optional(labels),
  /**
   * `/flagz`: the command line's flags by name with their defaults, masked. The configuration file is not merged in: a flag that shows
   * its default may be something else in the file.
   */
  flags: optional(labels),
  /** Numbers of `/metrics`. */
  metrics: optional(kubeletMetrics),
  /** Pods of files or a URL, by `/pods`. */
  staticPods: optional(list(staticPod)),
});

export default defineKind({
  record: 'kubelet',
  order: 30,
  shape,
  collector: 'kubelets',
});
