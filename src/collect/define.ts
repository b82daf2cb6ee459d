import type { ListedKind } from '../snapshot/index.ts';
import type { KubeClient, KubeResponse, RequestOptions } from '../kube/types.ts';
import type { FlagzRecord, MetricsRecord, RecordKind, RecordTypes } from '../snapshot/records/index.ts';
import type { CollectorId, OutcomeStatus, ReadRule, WholeKind } from '../snapshot/types.ts';
import type { Meaning } from './answers.ts';
import type { Served } from './served.ts';

/** Options of a run. */
export interface CollectOptions {
  /** `-n`: lists of namespaced kinds are limited to it; absent = the whole cluster. */
  namespace?: string;
  /** `--kubelet`: read at most so many kubelets through the node proxy; absent = no request for nodes/proxy. */
  kubelets?: number;
  /** Milliseconds for the whole run; default 10 minutes. */
  deadlineMs?: number;
  /** Aborted on Ctrl-C. */
  signal: AbortSignal;
  /** Progress for users; an empty text ends it. */
  onProgress: (text: string) => void;
  now: () => Date;
  /** Name and version of the tool, for the header. */
  tool: string;
}

/** A collector's result; the runner adds the number of records. */
export interface CollectResult {
  status: OutcomeStatus;
  /** Why it is not `ok`, one line. */
  reason?: string;
  /** `-n`: only objects in namespaces other than this one are missing. */
  namespace?: string;
  /** Kinds of which more was read than older tools read. */
  whole?: readonly WholeKind[];
  /** For a partial outcome: namespaces that were read completely. */
  namespaces?: readonly string[];
  /** Permissions that were refused. */
  missing?: readonly ReadRule[];
  /** Objects that are read by name and could not be, as `namespace/name`, sorted. */
  unread?: readonly string[];
  /** Objects that were requested by name, as `namespace/name`, sorted. */
  requested?: readonly string[];
  notes?: readonly string[];
}

/** How reading one kind went. */
export interface KindResult {
  meaning: Exclude<Meaning, 'unavailable'> | 'partial';
  count: number;
  /** For `failed` and `partial`. */
  reason?: string;
  /** Refused permissions, also when the objects were read another way. */
  missing: readonly ReadRule[];
  notes: readonly string[];
  /** Only this namespace was read because of `-n`. */
  limited: boolean;
}

/** How one path went over all tries. */
export interface Sampled<T> {
  records: readonly T[];
  /** Of the last try when nothing was read. */
  meaning: Meaning;
  reason?: string;
}

export interface ReplicaSamples {
  metrics: Sampled<MetricsRecord>;
  flagz: Sampled<FlagzRecord>;
  /** Live API servers by their leases; undefined = leases cannot be read or do not show it. */
  expected: number | undefined;
}

/** Everything of the run that a collector may use. */
export interface CollectContext {
  readonly client: KubeClient;
  /** `-n`: lists of namespaced kinds stay in this namespace. */
  readonly namespace: string | undefined;
  /** `--kubelet`: how many kubelets may be read through the node proxy; absent = none. */
  readonly kubelets: number | undefined;
  /** Served kinds by discovery; empty until discovery ends. */
  readonly served: Served;
  /** The discovery collector publishes here what is served. */
  publish: (served: Served) => void;
  /** All permissions that this run may use. */
  readonly rules: readonly ReadRule[];
  /** Aborted on Ctrl-C and at the total deadline; part of every request. */
  readonly signal: AbortSignal;
  /** GET under the run's signal. */
  get: (path: string, options?: RequestOptions) => Promise<KubeResponse>;
  /** A self-review. */
  review: (...args: Parameters<KubeClient['review']>) => Promise<KubeResponse>;
  add: <K extends RecordKind>(kind: K, record: RecordTypes[K]) => void;
  /** Projects a raw object and adds the records. */
  addRaw: (apiVersion: string, kind: string, raw: unknown) => void;
  /** A list arrived out of order, so that an object may occur twice. */
  sawDisorder: () => void;
  /** Drops what this collector added twice after disorder; the later copy stays. Returns how many it dropped. */
  dropDoubles: () => number;
  /** A kind was listed in the whole cluster, up to the end that the server reported. */
  listed: (list: Omit<ListedKind, 'collector'>) => void;
  /** Records of all collectors so far. */
  records: <K extends RecordKind>(kind: K) => readonly RecordTypes[K][];
  /** Resolves when another collector has ended in any way. A circular wait never ends. */
  settled: (id: CollectorId) => Promise<CollectResult>;
  /** Short text for users: `1,500 of ~3,000`. The collector's name is put before it. */
  progress: (text: string) => void;
  /** What single API servers returned, sampled once for all collectors. */
  replicas: () => Promise<ReplicaSamples>;
}

export interface Collector {
  readonly id: CollectorId;
  /** Why it is read, one sentence for docs/collectors.md. */
  readonly why: string;
  /** What is not read or not kept; for docs/collectors.md. */
  readonly notRead: string;
  /** Every permission that it may use. A request that none of these covers is a bug. */
  readonly reads: readonly ReadRule[];
  /** Paths that it requests without credentials; no permission covers these. */
  readonly anonymous: readonly string[];
  run(context: CollectContext): Promise<CollectResult>;
}

interface CollectorInput extends Omit<Collector, 'anonymous'> {
  anonymous?: readonly string[];
}

/**
 * Declares one collector. It reads one kind of evidence, evaluates nothing and returns its outcome. It may throw: the runner
 * turns that into `failed`. Requests go through the context, so that the deadline and Ctrl-C reach them.
 */
export function defineCollector(input: CollectorInput): Collector {
  return { ...input, anonymous: input.anonymous ?? [] };
}
