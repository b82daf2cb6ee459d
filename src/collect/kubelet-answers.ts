/** One kubelet through the node proxy: its responses, and why there are none. */
import { ArchmapError } from '../shared/errors.ts';
import {
  cleanLine,
  createMetricsParser,
  flagzName,
  KUBELET_LABELS,
  KUBELET_METRICS_MARKER,
  kubeletMetrics,
  parseConfigz,
  parseKubeletFlagz,
  parseStaticPods,
} from '../snapshot/index.ts';
import type { KubeletMetrics, KubeletRecord } from '../snapshot/records/index.ts';
import type { KubeResponse } from '../kube/types.ts';
import { isObject, jsonOf, meaningOf, statusText } from './answers.ts';
import type { CollectContext } from './define.ts';
import { fetchFlagz } from './flagz.ts';

/** A kubelet that is down takes this long at most, twice; the API server itself would wait for 30 s. */
const LIMITS = { tries: 2, timeoutMs: 10_000 } as const;
/** Configuration and flags have some kilobytes; the pods of a full node some megabytes, its metrics somewhat more. */
const SETTINGS_BYTES = 1024 * 1024;
const PODS_BYTES = 16 * 1024 * 1024;
const METRICS_BYTES = 64 * 1024 * 1024;

type State = KubeletRecord['state'];

export interface KubeletAnswer {
  record: KubeletRecord;
  /** Refused by the API server: the user lacks the permission. Any other 403 comes from the kubelet. */
  lacksPermission: boolean;
}

interface ReadError {
  state: Exclude<State, 'ok' | 'partial'>;
  reason: string;
  lacksPermission?: boolean;
}

/** What kept one path from being read. */
class Unread extends Error {
  readonly trouble: ReadError;
  constructor(trouble: ReadError) {
    super(trouble.reason);
    this.trouble = trouble;
  }
}

/** Reads four paths of a node's kubelet. A failure of one path affects that path; a failure of the connection the remaining ones. */
export async function readKubelet(context: CollectContext, node: string): Promise<KubeletAnswer> {
  const record: KubeletRecord = { name: node, state: 'ok', problems: [] };
  const problems: string[] = [];
  const paths: (() => Promise<Partial<KubeletRecord>>)[] = [
    async () => ({ config: await configOf(context, node) }),
    async () => {
      const flags = await flagsOf(context, node);
      return flags ? { flags } : {};
    },
    async () => ({ metrics: await metricsOf(context, node) }),
    async () => ({ staticPods: await staticPodsOf(context, node) }),
  ];
  let worst: ReadError | undefined;
  for (const [index, read] of paths.entries()) {
    try {
      Object.assign(record, await read());
    } catch (error) {
      if (context.signal.aborted) throw error;
      const trouble = readErrorOf(error);
      worst ??= trouble;
      problems.push(trouble.reason);
      // The kubelet is unreachable or refuses access: the other paths would fail the same way.
      if (index === 0 && trouble.state !== 'collection-failed') break;
    }
  }
  const read = record.config ?? record.flags ?? record.metrics ?? record.staticPods;
  const state: State = worst === undefined ? 'ok' : read ? 'partial' : worst.state;
  return {
    record: { ...record, state, problems },
    lacksPermission: !read && worst?.lacksPermission === true,
  };
}

function pathOf(node: string, path: string): string {
  return `/api/v1/nodes/${encodeURIComponent(node)}/proxy/${path}`;
}

async function configOf(
  context: CollectContext,
  node: string,
): Promise<NonNullable<KubeletRecord['config']>> {
  const config = parseConfigz(await json(context, node, 'configz', SETTINGS_BYTES));
  if (!config)
    throw new Unread({ state: 'collection-failed', reason: 'configz is not a kubelet configuration' });
  return config;
}

async function staticPodsOf(
  context: CollectContext,
  node: string,
): Promise<NonNullable<KubeletRecord['staticPods']>> {
  const pods = parseStaticPods(await json(context, node, 'pods', PODS_BYTES));
  if (!pods) throw new Unread({ state: 'collection-failed', reason: 'pods is not a list of pods' });
  return pods;
}

async function json(context: CollectContext, node: string, path: string, maxBytes: number): Promise<unknown> {
  const response = await context.get(pathOf(node, path), { ...LIMITS, maxBytes });
  if (meaningOf(response.status) !== 'ok') throw new Unread(refusal(path, response));
  const answer = jsonOf(path, response);
  if (answer.meaning !== 'ok') throw new Unread({ state: 'collection-failed', reason: answer.reason });
  return answer.value;
}

/** Undefined where the kubelet has no such path: before 1.36, or with the gate off. That is no failure. */
async function flagsOf(context: CollectContext, node: string): Promise<KubeletRecord['flags']> {
  const response = await fetchFlagz((accept) =>
    context.get(pathOf(node, 'flagz'), { ...LIMITS, maxBytes: SETTINGS_BYTES, accept }),
  );
  if (!response || response.status === 404) return undefined;
  if (meaningOf(response.status) !== 'ok') throw new Unread(refusal('flagz', response));
  const text = response.body.toString('utf8');
  const flags = (flagzName(text) ?? 'kubelet') === 'kubelet' ? parseKubeletFlagz(text) : undefined;
  if (!flags)
    throw new Unread({ state: 'collection-failed', reason: 'the response of flagz could not be parsed' });
  return flags;
}

async function metricsOf(context: CollectContext, node: string): Promise<KubeletMetrics> {
  const parser = createMetricsParser(KUBELET_LABELS, KUBELET_METRICS_MARKER);
  const { status, body } = await context.client.stream(pathOf(node, 'metrics'), {
    ...LIMITS,
    maxBytes: METRICS_BYTES,
    accept: 'text/plain;version=0.0.4, */*;q=0.1',
    signal: context.signal,
  });
  if (meaningOf(status) !== 'ok') {
    body.destroy();
    throw new Unread({ state: 'collection-failed', reason: `metrics answered ${statusText(status)}` });
  }
  for await (const chunk of body) parser.push(chunk as Buffer);
  const metrics = kubeletMetrics(parser.finish(true));
  if (!metrics)
    throw new Unread({ state: 'collection-failed', reason: 'metrics are not those of a kubelet' });
  return metrics;
}

/** The API server responds with a Status, a kubelet with plain text; the API server reports an unreachable kubelet. */
function refusal(path: string, { status, body }: KubeResponse): ReadError {
  const own = isStatus(body);
  const reason = `${path} answered ${statusText(status, body)}`;
  if (status === 401 || status === 403)
    return own
      ? { state: 'permission-denied', reason, lacksPermission: true }
      : { state: 'permission-denied', reason: `the kubelet refuses the API server: ${reason}` };
  if (status === 404) return { state: own ? 'unavailable' : 'collection-failed', reason };
  const text = body.toString('utf8', 0, 2_000);
  if (status === 504 || /timeout|timed out|deadline exceeded/i.test(text))
    return { state: 'timeout', reason };
  return { state: status === 502 || status === 503 ? 'refused' : 'collection-failed', reason };
}

function isStatus(body: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) && value['kind'] === 'Status';
  } catch {
    return false;
  }
}

function readErrorOf(error: unknown): ReadError {
  if (error instanceof Unread) return error.trouble;
  if (error instanceof ArchmapError)
    return {
      state: error.code === 'timeout' ? 'timeout' : 'collection-failed',
      reason: cleanLine(error.message, 200),
    };
  // Errors of sockets and decompression have a code; any other is a bug of this tool.
  if (typeof error === 'object' && error !== null && 'code' in error)
    return { state: 'collection-failed', reason: 'the response is truncated' };
  throw error;
}
