/**
 * One API server of several responds to `/metrics` and `/flagz`. Behind a load balancer only new connections reach the
 * others, so both are requested again until every live server has responded or the tries are used up.
 */
import { ArchmapError } from '../shared/errors.ts';
import {
  announcedAddress,
  cleanLine,
  createMetricsParser,
  flagzName,
  identityHash,
  isWholeFlagz,
  liveApiServerLeases,
  keptFlagz,
  parseFlagz,
} from '../snapshot/index.ts';
import type { FlagzRecord, LeaseRecord, MetricsRecord } from '../snapshot/records/index.ts';
import type { Meaning } from './answers.ts';
import { isWebPage, meaningOf, statusText } from './answers.ts';
import type { CollectContext, ReplicaSamples, Sampled } from './define.ts';
import { fetchFlagz } from './flagz.ts';

/** When the number of servers is unknown. */
const BLIND_TRIES = 3;
const MAX_TRIES = 16;
/** The largest clusters have a hundred megabytes of metrics; flags are a few kilobytes. */
const METRICS_BYTES = 256 * 1024 * 1024;
const FLAGZ_BYTES = 1024 * 1024;

export async function sampleReplicas(context: CollectContext): Promise<ReplicaSamples> {
  await context.settled('leases');
  const leases = liveApiServerLeases(context.records('lease'));
  const expected = leases.length > 0 ? leases.length : undefined;
  const [metrics, flagz] = await Promise.all([
    sample(expected, () => readMetrics(context), metricsIdentity),
    sample(expected, () => readFlagz(context, leases), flagzIdentity),
  ]);
  return { metrics: namedBy(flagz, metrics), flagz, expected };
}

/**
 * Metrics of a server without structured configuration do not identify it. When every new connection led to the same server,
 * for flags and for metrics, it is the server that the flags identify.
 */
function namedBy(flagz: Sampled<FlagzRecord>, metrics: Sampled<MetricsRecord>): Sampled<MetricsRecord> {
  const [flags, record] = [flagz.records[0], metrics.records[0]];
  const single = flagz.records.length === 1 && metrics.records.length === 1;
  if (!single || !record || record.instanceHash !== undefined || flags?.instanceHash === undefined)
    return metrics;
  return { ...metrics, records: [{ ...record, instanceHash: flags.instanceHash }] };
}

interface Reading<T> {
  meaning: Meaning;
  record?: T;
  reason?: string;
  /** Another request would return the same amount again. */
  hopeless?: boolean;
}

/**
 * One record per API server. Ends when all have responded, at the first refusal, and when twice as many tries as there are
 * servers reached no new one: a virtual address leads to the same server every time, and `/metrics` is long.
 */
async function sample<T>(
  expected: number | undefined,
  read: () => Promise<Reading<T>>,
  identity: (record: T) => string,
): Promise<Sampled<T>> {
  const wanted = expected ?? BLIND_TRIES;
  const patience = expected === undefined ? BLIND_TRIES - 1 : expected === 1 ? 1 : 2 * expected;
  const seen = new Map<string, T>();
  let last: Reading<T> = { meaning: 'unavailable' };
  let inVain = 0;
  for (let i = 0; i < MAX_TRIES && seen.size < wanted && inVain < patience; i++) {
    const before = seen.size;
    last = await read();
    if (last.meaning === 'permission-denied' || last.meaning === 'unavailable') break;
    if (last.hopeless && last.record === undefined) break;
    if (last.record !== undefined) {
      const who = identity(last.record);
      if (last.meaning === 'ok' || !seen.has(who)) seen.set(who, last.record);
    }
    inVain = seen.size > before ? 0 : inVain + 1;
    if (last.hopeless) break;
  }
  const { meaning, reason } = last;
  return { records: [...seen.values()], meaning, ...(reason !== undefined && { reason }) };
}

async function readMetrics(context: CollectContext): Promise<Reading<MetricsRecord>> {
  const parser = createMetricsParser();
  let ended = false;
  let hopeless = false;
  let reason: string | undefined;
  try {
    const { status, headers, body } = await context.client.stream('/metrics', {
      accept: 'text/plain;version=0.0.4, */*;q=0.1',
      freshConnection: true,
      maxBytes: METRICS_BYTES,
      signal: context.signal,
    });
    const meaning = meaningOf(status);
    if (meaning !== 'ok') {
      body.destroy();
      // Every API server has metrics: a 404 comes from a proxy.
      return {
        meaning: meaning === 'unavailable' ? 'collection-failed' : meaning,
        reason: `/metrics answered ${statusText(status)}`,
        hopeless: meaning === 'unavailable',
      };
    }
    if (isWebPage({ headers, body: Buffer.alloc(0) })) {
      body.destroy();
      return { meaning: 'collection-failed', reason: '/metrics answered with a web page', hopeless: true };
    }
    for await (const chunk of body) parser.push(chunk as Buffer);
    ended = true;
  } catch (error) {
    if (context.signal.aborted || !isNetworkFault(error)) throw error;
    hopeless = error instanceof ArchmapError && error.code === 'http';
    reason =
      error instanceof ArchmapError ? `/metrics: ${error.message}` : 'the response of /metrics is truncated';
  }
  const record = parser.finish(ended);
  if (Object.keys(record.families).length === 0)
    return {
      meaning: 'collection-failed',
      reason: reason ?? '/metrics is not that of an API server',
      hopeless,
    };
  if (!record.complete) reason ??= '/metrics ended before its last families, or is not that of an API server';
  return {
    meaning: ended ? 'ok' : 'collection-failed',
    record,
    hopeless,
    ...(reason !== undefined && { reason }),
  };
}

/** Errors of sockets and decompression have a code; any other is a bug of this tool. */
function isNetworkFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error;
}

/** Names of the API server in `/flagz`: that of Kubernetes, and that of its program. */
const API_SERVER_NAMES: ReadonlySet<string> = new Set(['apiserver', 'kube-apiserver']);

async function readFlagz(
  context: CollectContext,
  leases: readonly LeaseRecord[],
): Promise<Reading<FlagzRecord>> {
  let response;
  try {
    response = await fetchFlagz((accept) =>
      context.get('/flagz', { accept, freshConnection: true, maxBytes: FLAGZ_BYTES }),
    );
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ArchmapError)) throw error;
    return {
      meaning: 'collection-failed',
      reason: `/flagz: ${error.message}`,
      hopeless: error.code === 'http',
    };
  }
  if (!response) return { meaning: 'unavailable', reason: '/flagz answers in no form that is understood' };
  const meaning = meaningOf(response.status);
  if (meaning !== 'ok')
    return { meaning, reason: `/flagz answered ${statusText(response.status, response.body)}` };
  const text = isWebPage(response) ? '' : response.body.toString('utf8');
  const flags = parseFlagz(text);
  if (flags === undefined)
    return { meaning: 'collection-failed', reason: 'the response of /flagz could not be parsed' };
  const name = flagzName(text);
  if (name !== undefined && !API_SERVER_NAMES.has(name))
    return {
      meaning: 'collection-failed',
      reason: `the flags in /flagz are those of ${cleanLine(name, 60)}`,
    };
  const instanceHash = hashByAddress(flags['advertise-address'], leases);
  const record: FlagzRecord = {
    component: 'kube-apiserver',
    flags: keptFlagz('kube-apiserver', flags),
  };
  if (instanceHash !== undefined) record.instanceHash = instanceHash;
  // Missing flags are unknown, so the part counts as far as it goes.
  return isWholeFlagz(text)
    ? { meaning, record }
    : { meaning: 'collection-failed', record, reason: 'the response of /flagz is truncated' };
}

/**
 * `/flagz` does not identify the server, but its --advertise-address does, and from Kubernetes 1.36 on the identity lease
 * contains the same address. The hash is the one that metrics carry as apiserver_id_hash: SHA-256 of the lease's name.
 */
function hashByAddress(address: string | undefined, leases: readonly LeaseRecord[]): string | undefined {
  if (address === undefined || address === '') return undefined;
  const matching = leases.filter((lease) => announcedAddress(lease) === address);
  return matching.length === 1 && matching[0] ? identityHash(matching[0]) : undefined;
}

/** Without a hash the start time distinguishes two servers; it is the same in every response of one process. */
function metricsIdentity({ instanceHash, families }: MetricsRecord): string {
  const started = families['process_start_time_seconds']?.[0]?.value;
  return instanceHash ?? (started === undefined ? 'one' : `started ${started}`);
}

function flagzIdentity({ instanceHash, flags }: FlagzRecord): string {
  return instanceHash ?? JSON.stringify(flags);
}
