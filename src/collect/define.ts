import type { ListedKind } from '../snapshot/index.ts';
import type { KubeClient, KubeResponse, RequestOptions } from '../kube/types.ts';
import type { FlagzRecord, MetricsRecord, RecordKind, RecordTypes } from '../snapshot/records/index.ts';
import type { CollectorId, OutcomeStatus, ReadRule, WholeKind } from '../snapshot/types.ts';
import type { Meaning } from './answers.ts';
import type { Served } from './served.ts';

/** What a run is told. */
export interface CollectOptions {
  /** `-n`: lists of namespaced kinds are limited to it; absent = the whole cluster. */
  namespace?: string;
  /** `--kubelet`: ask at most so many kubelets through the node proxy; absent = nothing asks for nodes/proxy. */
  kubelets?: number;
  /** Milliseconds for everything together; default 10 minutes. */
  deadlineMs?: number;
  /** Aborted on Ctrl-C. */
  signal: AbortSignal;
  /** Progress for people; an empty text ends it. */
  onProgress: (text: string) => void;
  now: () => Date;
  /** Name and version of the tool, for the header. */
  tool: string;
}

/** What a collector says about its own work; the runner adds the number of records. */
export interface CollectResult {
  status: OutcomeStatus;
  /** Why it is not `ok`, one line. */
  reason?: string;
  /** `-n`: nothing is missing but what lies in other namespaces than this one. */
  namespace?: string;
  /** Kinds of which more came than older tools read. */
  whole?: readonly WholeKind[];
  /** Of what is partial: namespaces of which everything came. */
  namespaces?: readonly string[];
  /** Rights that were refused. */
  missing?: readonly ReadRule[];
  /** Objects that are read by name and could not be, as `namespace/name`, sorted. */
  unread?: readonly string[];
  /** Objects that were looked for by name, as `namespace/name`, sorted. */
  requested?: readonly string[];
  notes?: readonly string[];
}

/** How reading one kind went. */
export interface KindResult {
  meaning: Exclude<Meaning, 'unavailable'> | 'partial';
  count: number;
  /** For `failed` and `partial`. */
  reason?: string;
  /** Refused, also when another way was found. */
  missing: readonly ReadRule[];
  notes: readonly string[];
  /** Only this namespace was read because of `-n`. */
  limited: boolean;
}

/** How one path went over all tries. */
export interface Sampled<T> {
  records: readonly T[];
  /** Of the last try when nothing came. */
  meaning: Meaning;
  reason?: string;
}

export interface ReplicaSamples {
  metrics: Sampled<MetricsRecord>;
  flagz: Sampled<FlagzRecord>;
  /** Live API servers by their leases; undefined = leases cannot be read or do not tell. */
  expected: number | undefined;
}

/** What a collector works with. Everything that it may touch of the run is in here. */
export interface CollectContext {
  readonly client: KubeClient;
  /** `-n`: lists of namespaced kinds stay in this namespace. */
  readonly namespace: string | undefined;
  /** `--kubelet`: how many kubelets may be asked through the node proxy; absent = none. */
  readonly kubelets: number | undefined;
  /** What discovery told; nothing until then. */
  readonly served: Served;
  /** The discovery collector says here what is served. */
  publish: (served: Served) => void;
  /** All rights that this run may use. */
  readonly rules: readonly ReadRule[];
  /** Aborted on Ctrl-C and at the total deadline; goes into every request. */
  readonly signal: AbortSignal;
  /** GET under the run's signal. */
  get: (path: string, options?: RequestOptions) => Promise<KubeResponse>;
  /** A self-review. */
  review: (...args: Parameters<KubeClient['review']>) => Promise<KubeResponse>;
  add: <K extends RecordKind>(kind: K, record: RecordTypes[K]) => void;
  /** Projects a raw object and adds what comes of it. */
  addRaw: (apiVersion: string, kind: string, raw: unknown) => void;
  /** A list came out of order, so that an object may have come twice. */
  sawDisorder: () => void;
  /** Drops what this collector added twice, if it saw disorder; what was read later stays. Returns how many it dropped. */
  dropDoubles: () => number;
  /** A kind was listed in the whole cluster, to the end that the server gave it. */
  listed: (list: Omit<ListedKind, 'collector'>) => void;
  /** Records of all collectors so far. */
  records: <K extends RecordKind>(kind: K) => readonly RecordTypes[K][];
  /** Resolves when another collector has ended, however it ended. Waiting in a circle never ends. */
  settled: (id: CollectorId) => Promise<CollectResult>;
  /** Short text for people: `1,500 of ~3,000`. The collector's name is put before it. */
  progress: (text: string) => void;
  /** What single API servers said, sampled once for everybody who asks. */
  replicas: () => Promise<ReplicaSamples>;
}

export interface Collector {
  readonly id: CollectorId;
  /** Why it is read, one sentence for docs/collectors.md. */
  readonly why: string;
  /** What of it is not read or not kept; for docs/collectors.md. */
  readonly notRead: string;
  /** Every right that it may use. A request that none of these covers is a bug. */
  readonly reads: readonly ReadRule[];
  /** Paths that it asks for without credentials; no right covers these. */
  readonly anonymous: readonly string[];
  run(context: CollectContext): Promise<CollectResult>;
}

interface CollectorInput extends Omit<Collector, 'anonymous'> {
  anonymous?: readonly string[];
}

/**
 * Declares one collector. It reads one kind of evidence, judges nothing and says how it went. It may throw: the runner
 * makes `failed` of it. Requests go through the context, so that the deadline and Ctrl-C reach them.
 */
export function defineCollector(input: CollectorInput): Collector {
  return { ...input, anonymous: input.anonymous ?? [] };
}
