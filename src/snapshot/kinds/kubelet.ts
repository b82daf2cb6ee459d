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
  /** The same for a serving certificate that it requests from the cluster. */
  serverTtlSeconds: optional(number),
  /** Failed renewals of the client certificate since the kubelet started. */
  renewErrors: optional(number),
  /** Release in which the kubelet stops supporting its container runtime. */
  runtimeEndsWith: optional(text),
  /** Host-process containers (Windows) started. */
  hostProcessContainers: optional(number),
  /** Feature gates that checks evaluate. */
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
 * What one kubelet reported through the API server's node proxy (`--kubelet`). A field is absent when that part was not read;
 * `problems` gives the reason. The name is the node's.
 */
export type KubeletRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  /**
   * ok: everything was read. partial: some of it. permission-denied: 401/403. refused: connection refused or broken. timeout:
   * no response in time. unavailable: the node no longer exists. collection-failed: an unusable response.
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
  /** One line each; empty when everything was read. */
  problems: list(text),
  /**
   * `/configz`: effective KubeletConfiguration by dotted path (`authentication.anonymous.enabled`), lists joined by commas,
   * redacted. An absent path has the zero value of its type.
   */
  config: optional(labels),
  /**
   * `/flagz`: the command line's flags by name with their defaults, redacted. The configuration file is not merged in: it may override
   * a flag that has its default here.
   */
  flags: optional(labels),
  /** Values from `/metrics`. */
  metrics: optional(kubeletMetrics),
  /** Pods from files or a URL, by `/pods`. */
  staticPods: optional(list(staticPod)),
});

export default defineKind({
  record: 'kubelet',
  order: 30,
  shape,
  collector: 'kubelets',
});
