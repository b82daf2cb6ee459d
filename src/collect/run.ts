/** Runs the collectors against a live cluster and puts together the snapshot. */
import { setMaxListeners } from 'node:events';
import type { KubeClient, KubeResponse } from '../kube/types.ts';
import { ArchmapError, messageOf } from '../shared/errors.ts';
import { cleanLine, createProjector, createSnapshotBuilder, eachRecord } from '../snapshot/index.ts';
import type { Projected, SnapshotBuilder } from '../snapshot/index.ts';
import type { CollectorId, Snapshot, SnapshotHeader } from '../snapshot/types.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../snapshot/types.ts';
import { allCollectors } from './collectors/index.ts';
import type { Collector, CollectContext, CollectResult } from './define.ts';
import type { ReplicaSamples } from './replicas.ts';
import { sampleReplicas } from './replicas.ts';
import type { Served } from './served.ts';
import { NOTHING_SERVED } from './served.ts';

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

const DEFAULT_DEADLINE_MS = 600_000;

/** These answer first: who we are, where, and what there is to ask for. */
const FIRST: readonly CollectorId[] = ['identity', 'discovery'];

const DONE_FIRST: ReadonlySet<CollectorId> = new Set(['version', ...FIRST]);

/** Requests are served in the order in which they come: the longest list goes first, what nobody waits for last. */
function weight({ id }: Collector): number {
  return id === 'pods' ? 1 : id === 'rights' ? -1 : 0;
}

/**
 * Everything that the user's rights show of the cluster. A refused or broken part is an outcome, not an error. Throws
 * ArchmapError when there is nothing to talk to (network, TLS, credentials, not an API server) and on Ctrl-C.
 */
export async function collectLive(client: KubeClient, options: CollectOptions): Promise<Snapshot> {
  const header = headerOf(client, options);
  const deadline = deadlineOf(options);
  const run = createRun(client, options, deadline.signal);
  try {
    options.onProgress(`connecting to ${client.info.server}`);
    await run.first('version');
    await Promise.all(FIRST.map((id) => run.collect(id)));
    run.demandApiServer();
    const rest = [...allCollectors].sort((a, b) => weight(b) - weight(a));
    await Promise.all(rest.flatMap(({ id }) => (DONE_FIRST.has(id) ? [] : [run.collect(id)])));
    return run.builder.finish(header, 'not collected');
  } finally {
    deadline.end();
    options.onProgress('');
  }
}

function headerOf({ info }: KubeClient, { tool, now, namespace }: CollectOptions): SnapshotHeader {
  return {
    format: SNAPSHOT_FORMAT,
    schemaVersion: SNAPSHOT_VERSION,
    tool,
    takenAt: now().toISOString(),
    source: 'live',
    server: info.server,
    ...(info.context !== undefined && { context: info.context }),
    ...(namespace !== undefined && { namespace }),
  };
}

function deadlineOf({ deadlineMs = DEFAULT_DEADLINE_MS, signal }: CollectOptions) {
  const controller = new AbortController();
  const expire = () => {
    const text = `the total deadline of ${deadlineMs / 1_000} s passed`;
    controller.abort(new ArchmapError('timeout', text, 'give it more time'));
  };
  const timer = deadlineMs === 0 ? undefined : setTimeout(expire, deadlineMs);
  const both = AbortSignal.any([signal, controller.signal]);
  // Every request listens; the number of them is bounded by the collectors.
  setMaxListeners(0, both, signal);
  return { signal: both, end: () => clearTimeout(timer) };
}

interface Run {
  builder: SnapshotBuilder;
  /** The first one: what it throws is for the user. */
  first(id: CollectorId): Promise<void>;
  collect(id: CollectorId): Promise<void>;
  /** Throws when the answers so far show that credentials or address are wrong. */
  demandApiServer(): void;
}

function createRun(client: KubeClient, options: CollectOptions, signal: AbortSignal): Run {
  const builder = createSnapshotBuilder();
  const shared = createShared(client, options, signal, builder);
  const byId = new Map(allCollectors.map((collector) => [collector.id, collector]));
  const find = (id: CollectorId): Collector => {
    const collector = byId.get(id);
    if (!collector) throw new Error(`no collector ${id}`);
    return collector;
  };
  const record = (id: CollectorId, result: CollectResult) => {
    builder.outcome({ collector: id, count: shared.counts.get(id) ?? 0, ...result });
    shared.settle(id, result);
  };
  return {
    builder,
    async first(id) {
      if (options.signal.aborted) throw cancelled();
      try {
        record(id, await unlessAborted(find(id).run(shared.contextOf(id)), signal));
      } catch (error) {
        throw options.signal.aborted ? cancelled() : error;
      }
    },
    async collect(id) {
      let result: CollectResult;
      try {
        result = await unlessAborted(find(id).run(shared.contextOf(id)), signal);
      } catch (error) {
        if (options.signal.aborted) throw cancelled();
        result = broken(error, signal, shared.counts.get(id) ?? 0);
      }
      if (options.signal.aborted) throw cancelled();
      record(id, result);
    },
    demandApiServer: () => demandApiServer(client, shared.statuses, builder),
  };
}

/** Not every request takes a signal, and a collector may wait for another one: the deadline ends both. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

/** One collector's fault is its outcome; what it delivered before stays. */
function broken(error: unknown, signal: AbortSignal, count: number): CollectResult {
  const why = signal.aborted ? messageOf(signal.reason) : messageOf(error);
  return { status: count > 0 ? 'partial' : 'failed', reason: cleanLine(why, 300) };
}

function cancelled(): ArchmapError {
  return new ArchmapError('cancelled', 'stopped while reading the cluster', 'run it again');
}

/** State that the contexts of all collectors share. */
function createShared(
  client: KubeClient,
  options: CollectOptions,
  signal: AbortSignal,
  builder: SnapshotBuilder,
) {
  const projector = createProjector();
  const counts = new Map<CollectorId, number>();
  const settled = new Map(allCollectors.map(({ id }) => [id, deferred()]));
  const statuses: number[] = [];
  const rules = allCollectors
    .filter(({ id }) => id !== 'kubelets' || options.kubelets !== undefined)
    .flatMap(({ reads }) => reads);
  let served: Served = NOTHING_SERVED;
  let replicas: Promise<ReplicaSamples> | undefined;
  const noted = async (request: Promise<KubeResponse>): Promise<KubeResponse> => {
    const response = await request;
    statuses.push(response.status);
    return response;
  };
  const contextOf = (id: CollectorId): CollectContext => {
    const counted: CollectContext['add'] = (kind, record) => {
      // What still trickles in after the deadline is not in the outcome and must not be in the records.
      if (signal.aborted) return;
      counts.set(id, (counts.get(id) ?? 0) + 1);
      builder.add(kind, record);
    };
    const addProjected = (item: Projected) => counted(item.kind, item.record as never);
    const context: CollectContext = {
      client,
      namespace: options.namespace,
      kubelets: options.kubelets,
      get served() {
        return served;
      },
      publish: (now) => {
        served = now;
      },
      rules,
      signal,
      get: (path, settings) => noted(client.get(path, { ...settings, signal })),
      // The client's reviews take no signal.
      review: async (...args) => {
        signal.throwIfAborted();
        return noted(client.review(...args));
      },
      add: counted,
      addRaw: (apiVersion, kind, raw) => {
        const projected = projector.projectAs(apiVersion, kind, raw);
        if (projected) eachRecord(projected, addProjected);
      },
      records: (kind) => builder.records(kind),
      settled: (other) => settled.get(other)?.promise ?? Promise.reject(new Error(`no collector ${other}`)),
      progress: (text) => options.onProgress(text === '' ? '' : `reading ${text}`),
      replicas: () => (replicas ??= sampleReplicas(context)),
    };
    return context;
  };
  const settle = (id: CollectorId, result: CollectResult) => settled.get(id)?.resolve(result);
  return { contextOf, counts, statuses, settle };
}

function deferred(): { promise: Promise<CollectResult>; resolve: (result: CollectResult) => void } {
  let resolve: (result: CollectResult) => void = () => undefined;
  const promise = new Promise<CollectResult>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/**
 * `/version` may be open to everybody, so that wrong credentials show only in what follows it: a 401 on everything. And a
 * web server that is no API server answers, too.
 */
function demandApiServer(client: KubeClient, statuses: readonly number[], builder: SnapshotBuilder): void {
  const { server, user } = client.info;
  const protectedOnes = statuses.slice(1);
  if (protectedOnes.length > 0 && protectedOnes.every((status) => status === 401)) {
    const who = user === undefined ? 'these credentials' : `the credentials of user ${user}`;
    const hint = server.startsWith('http:')
      ? 'as with kubectl, credentials are sent over TLS only, and this is plain http'
      : 'log in again, or check with kubectl auth whoami';
    throw new ArchmapError('credentials', `${server} does not accept ${who} (401)`, hint);
  }
  const known = builder.records('version').length + builder.records('discovery').length;
  if (known === 0 && !statuses.some((status) => status === 401 || status === 403)) {
    const [only, ...others] = new Set(statuses);
    const broken = only !== undefined && others.length === 0 && only >= 300 && only !== 404;
    throw new ArchmapError(
      'http',
      broken
        ? `${server} answers HTTP ${only} to everything`
        : `${server} does not answer like a Kubernetes API server`,
      broken && only >= 500
        ? 'it, or what stands before it, is not well: try again later'
        : 'check server in the kubeconfig, or --server',
    );
  }
}
