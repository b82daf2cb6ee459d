/** Runs the collectors against a live cluster and builds the snapshot. */
import { setMaxListeners } from 'node:events';
import type { KubeClient } from '../kube/types.ts';
import { ArchmapError, messageOf } from '../shared/errors.ts';
import { cleanLine, createSnapshotBuilder } from '../snapshot/index.ts';
import { kindKey, KNOWN_KINDS } from '../snapshot/kinds.ts';
import type { Contradiction, SnapshotBuilder } from '../snapshot/index.ts';
import type { RecordKind } from '../snapshot/records/index.ts';
import type { CollectorId, Outcome, Snapshot, SnapshotHeader, WholeKind } from '../snapshot/types.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../snapshot/types.ts';
import { demandApiServer } from './api-server.ts';
import { allCollectors } from './collectors/index.ts';
import { createShared } from './context.ts';
import { NAMES_WHOLE } from './collectors/listing.ts';
import { contradictions } from './contradictions/index.ts';
import type { Collector, CollectOptions, CollectResult } from './define.ts';

const DEFAULT_DEADLINE_MS = 600_000;

/** These run first: they return the user, the cluster, and which kinds can be read. */
const FIRST: readonly CollectorId[] = ['identity', 'discovery'];

const DONE_FIRST: ReadonlySet<CollectorId> = new Set(['version', ...FIRST]);

/** Requests are served in the order of their arrival: the longest list goes first, the one that no collector waits for last. */
function weight({ id }: Collector): number {
  return id === 'pods' ? 1 : id === 'permissions' ? -1 : 0;
}

/**
 * Everything of the cluster that the user's permissions allow to read. A refused or broken part is an outcome, not an error.
 * Throws ArchmapError when no API server can be reached (network, TLS, credentials, not an API server) and on Ctrl-C.
 */
export async function collectLive(client: KubeClient, options: CollectOptions): Promise<Snapshot> {
  const header = headerOf(client, options);
  const deadline = deadlineOf(options);
  const run = createRun(client, options, deadline.signal);
  try {
    options.onProgress(`Connecting to ${client.info.server}`);
    await run.first('version');
    await Promise.all(FIRST.map((id) => run.collect(id)));
    run.demandApiServer();
    const rest = [...allCollectors].sort((a, b) => weight(b) - weight(a));
    await Promise.all(rest.flatMap(({ id }) => (DONE_FIRST.has(id) ? [] : [run.collect(id)])));
    run.compare();
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
    const text = `the timeout of ${deadlineMs / 1_000} s for the collection expired`;
    controller.abort(new ArchmapError('timeout', text, 'specify a longer --timeout'));
  };
  const timer = deadlineMs === 0 ? undefined : setTimeout(expire, deadlineMs);
  const both = AbortSignal.any([signal, controller.signal]);
  // Every request adds a listener; the collectors bound their number.
  setMaxListeners(0, both, signal);
  return { signal: both, end: () => clearTimeout(timer) };
}

interface Run {
  builder: SnapshotBuilder;
  /** The first one: its errors are shown to the user. */
  first(id: CollectorId): Promise<void>;
  collect(id: CollectorId): Promise<void>;
  /** Compares all lists, and marks those that cannot be complete. */
  compare(): void;
  /** Throws when the responses so far show that credentials or address are wrong. */
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
  const outcomes = new Map<CollectorId, Outcome>();
  const say = (outcome: Outcome) => {
    outcomes.set(outcome.collector, outcome);
    builder.outcome(outcome);
  };
  const record = (id: CollectorId, result: CollectResult) => {
    say({ collector: id, count: shared.counts.get(id) ?? 0, ...result });
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
    compare() {
      const { namespace } = options;
      const reading = {
        records: <K extends RecordKind>(kind: K) => builder.records(kind),
        outcome: (id: CollectorId) => outcomes.get(id),
        lists: shared.lists,
        namespace,
      };
      for (const contradiction of contradictions(reading)) {
        const outcome = outcomes.get(contradiction.collector);
        if (outcome) say(asUncertain(outcome, contradiction));
      }
    },
    demandApiServer: () => demandApiServer(client, shared.statuses, builder),
  };
}

/** Not every request accepts a signal, and a collector may wait for another one: the deadline ends both. */
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

/** An outcome that other data contradicts: the records stay, and are incomplete. */
function asUncertain(outcome: Outcome, { kinds, reason }: Contradiction): Outcome {
  // What is missing, or which namespace is complete, is no longer known.
  const {
    status,
    count,
    reason: before,
    namespace: _limited,
    namespaces: _namespaces,
    whole: _whole,
    requested: _asked,
    unread: _unread,
    ...rest
  } = outcome;
  if (status === 'collection-failed' || status === 'permission-denied' || before?.includes(reason))
    return outcome;
  const reasons = status === 'unavailable' || before === undefined ? reason : `${before}, ${reason}`;
  const whole = stillWhole(outcome, kinds);
  return {
    ...rest,
    status: count > 0 || whole.length > 0 ? 'partial' : 'collection-failed',
    count,
    reason: cleanLine(reasons, 1_000),
    ...(whole.length > 0 && { whole }),
  };
}

/**
 * Complete kinds of a collector after these `kinds` were contradicted. No kind, or one that is not declared by its own name, = the
 * contradiction is about the collector as a whole.
 */
function stillWhole({ collector, status, whole = [] }: Outcome, kinds: readonly string[]): WholeKind[] {
  const own = KNOWN_KINDS.filter((one) => one.collector === collector).map(kindKey);
  const isPrecise = kinds.length > 0 && kinds.every((kind) => own.includes(kind));
  if (!isPrecise || !NAMES_WHOLE.has(collector)) return [];
  const before = status === 'ok' ? own.map((kind): WholeKind => ({ kind })) : whole;
  return before.filter(({ kind }) => !kinds.includes(kind));
}

/** A collector's error is its outcome; the records that it added before stay. */
function broken(error: unknown, signal: AbortSignal, count: number): CollectResult {
  const why = signal.aborted ? messageOf(signal.reason) : messageOf(error);
  return { status: count > 0 ? 'partial' : 'collection-failed', reason: cleanLine(why, 300) };
}

function cancelled(): ArchmapError {
  return new ArchmapError('cancelled', 'stopped during collection', 'run it again');
}
