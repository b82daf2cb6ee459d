import type { Named, StringMap } from './core.ts';

/**
 * What one kubelet said of itself through the API server's node proxy (`--kubelet`). A field is absent when that part was not
 * read; `problems` says why. The name is the node's.
 */
export interface KubeletRecord extends Named {
  /**
   * ok: everything came. partial: some of it. forbidden: 401/403. refused: nothing listens, or the way to it is broken.
   * timeout: no answer in time. absent: no such node any more. failed: an answer that cannot be used.
   */
  state: 'ok' | 'partial' | 'forbidden' | 'refused' | 'timeout' | 'absent' | 'failed';
  /** One line each; empty when all came. */
  problems: readonly string[];
  /**
   * `/configz`: effective KubeletConfiguration by dotted path (`authentication.anonymous.enabled`), lists joined by commas,
   * masked. A path that is not there has the zero value of its type.
   */
  config?: StringMap;
  /**
   * `/flagz`: the command line's flags by name with their defaults, masked. The configuration file is not merged in: a flag that shows
   * its default may be something else in the file.
   */
  flags?: StringMap;
  /** Numbers of `/metrics`. */
  metrics?: KubeletMetrics;
  /** Pods of files or a URL, by `/pods`. */
  staticPods?: readonly StaticPodRecord[];
}

export interface KubeletMetrics {
  /** git_version of the running kubelet. */
  version?: string;
  /** 1 or 2. */
  cgroupVersion?: number;
  /** Seconds until the client certificate expires; absent when the kubelet does not manage one. */
  clientTtlSeconds?: number;
  /** The same for a serving certificate that it asks the cluster for. */
  serverTtlSeconds?: number;
  /** Renewals of the client certificate that went wrong since the kubelet started. */
  renewErrors?: number;
  /** Release in which the kubelet stops working with its container runtime. */
  runtimeEndsWith?: string;
  /** Host-process containers (Windows) started. */
  hostProcessContainers?: number;
  /** Feature gates that checks ask about. */
  gates: Readonly<Record<string, boolean>>;
}

export interface StaticPodRecord extends Named {
  namespace: string;
  uid?: string;
  /** `file` or `http`. */
  source: string;
  /** When the kubelet first saw it, ISO 8601. */
  seen?: string;
}
