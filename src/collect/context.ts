/** State that the collectors of one run share: the records, what is served, which collectors have ended. */
import type { KubeClient, KubeResponse } from '../kube/types.ts';
import { createProjector, eachRecord, recordIdentity } from '../snapshot/index.ts';
import type { ListedKind, Projected, SnapshotBuilder } from '../snapshot/index.ts';
import type { RecordKind } from '../snapshot/records/index.ts';
import { grouped } from '../shared/text.ts';
import type { CollectorId } from '../snapshot/types.ts';
import { allCollectors } from './collectors/index.ts';
import type { CollectContext, CollectOptions, CollectResult, ReplicaSamples } from './define.ts';
import { sampleReplicas } from './replicas.ts';
import type { Served } from './served.ts';
import { NOTHING_SERVED } from './served.ts';

/** State that the contexts of all collectors share. */
export function createShared(
  client: KubeClient,
  options: CollectOptions,
  signal: AbortSignal,
  builder: SnapshotBuilder,
) {
  const projector = createProjector();
  const counts = new Map<CollectorId, number>();
  const lists: ListedKind[] = [];
  const settled = new Map(allCollectors.map(({ id }) => [id, deferred()]));
  const statuses: number[] = [];
  const rules = allCollectors
    .filter(({ id }) => id !== 'kubelets' || options.kubelets !== undefined)
    .flatMap(({ reads }) => reads);
  let served: Served = NOTHING_SERVED;
  let replicas: Promise<ReplicaSamples> | undefined;
  let ended = 0;
  /** The current list is in parentheses: large ones take most of the time. */
  const progress = (list: string) => {
    const objects = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const sources = `${ended}/${allCollectors.length} sources, ${grouped(objects)} objects`;
    options.onProgress(`Collecting ${sources}${list === '' ? '' : ` (${list})`}`);
  };
  const noted = async (request: Promise<KubeResponse>): Promise<KubeResponse> => {
    const response = await request;
    statuses.push(response.status);
    return response;
  };
  const contextOf = (id: CollectorId): CollectContext => {
    const { add, sawDisorder, dropDoubles } = keeperOf(id, { client, signal, builder, counts });
    const addProjected = (item: Projected) => add(item.kind, item.record as never);
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
      // The client's reviews accept no signal.
      review: async (...args) => {
        signal.throwIfAborted();
        return noted(client.review(...args));
      },
      add,
      addRaw: (apiVersion, kind, raw) => {
        const projected = projector.projectAs(apiVersion, kind, raw);
        if (projected) eachRecord(projected, addProjected);
      },
      sawDisorder,
      dropDoubles,
      listed: (list) => void lists.push({ ...list, collector: id }),
      records: (kind) => builder.records(kind),
      settled: (other) => settled.get(other)?.promise ?? Promise.reject(new Error(`no collector ${other}`)),
      progress,
      replicas: () => (replicas ??= sampleReplicas(context)),
    };
    return context;
  };
  const settle = (id: CollectorId, result: CollectResult) => {
    ended++;
    progress('');
    settled.get(id)?.resolve(result);
  };
  return { contextOf, counts, statuses, settle, lists };
}

interface Keeping {
  client: KubeClient;
  signal: AbortSignal;
  builder: SnapshotBuilder;
  /** Records of each collector. */
  counts: Map<CollectorId, number>;
}

/** How one collector stores its records. */
function keeperOf(
  id: CollectorId,
  { client, signal, builder, counts }: Keeping,
): Pick<CollectContext, 'add' | 'sawDisorder' | 'dropDoubles'> {
  const added = new Set<RecordKind>();
  let disorder = false;
  return {
    add: (kind, record) => {
      // The outcome does not contain what arrives after the deadline, so the records must not, either.
      if (signal.aborted) return;
      counts.set(id, (counts.get(id) ?? 0) + 1);
      added.add(kind);
      builder.add(kind, SHOWN_OTHERWISE.has(kind) ? masked(client, record) : record);
    },
    sawDisorder: () => {
      disorder = true;
    },
    dropDoubles: () => {
      const dropped = disorder ? builder.dropDoubles(added, identityOf) : 0;
      counts.set(id, (counts.get(id) ?? 0) - dropped);
      return dropped;
    },
  };
}

/** Not from the body of a response, which the client redacts already: certificates are parsed from their bytes. */
const SHOWN_OTHERWISE: ReadonlySet<RecordKind> = new Set<RecordKind>(['certificate', 'endpoint']);

function masked<T extends object>(client: KubeClient, record: T): T {
  return JSON.parse(client.masked(JSON.stringify(record))) as T;
}

/** The compiler cannot infer that kind and record belong together. */
function identityOf(kind: RecordKind, record: object): string {
  return recordIdentity({ kind, record } as never);
}

function deferred(): { promise: Promise<CollectResult>; resolve: (result: CollectResult) => void } {
  let resolve: (result: CollectResult) => void = () => undefined;
  const promise = new Promise<CollectResult>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
