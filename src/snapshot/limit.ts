import { limitedTo, noNamespace } from '../shared/text.ts';
import { recordKinds } from './records/index.ts';
import { collectorOf } from './collector-of.ts';
import { NAMESPACED_COLLECTORS } from './kinds.ts';
import type { EndpointSliceRecord, RecordKind } from './records/index.ts';
import type { CollectorId, Outcome, Snapshot } from './types.ts';

/** Collectors that read namespaced kinds, and namespaces, of which `-n` reads only its own. */
const NAMESPACED: ReadonlySet<CollectorId> = new Set<CollectorId>(['namespaces', ...NAMESPACED_COLLECTORS]);

/** Read in fixed namespaces, with any `-n`: the number of API servers, and the permissions of the user. */
const ANYWHERE: ReadonlySet<RecordKind> = new Set<RecordKind>(['lease', 'permission']);

/** Also the addresses of the API servers. */
function isOwnSlice(record: object): boolean {
  const { namespace, service } = record as Partial<EndpointSliceRecord>;
  return namespace === 'default' && service === 'kubernetes';
}

/**
 * The same cluster as `-n` would have collected it: cluster-scoped objects, and namespaces and namespaced objects of this
 * name. Complete outcomes become partial. The snapshot itself is not changed.
 */
export function limitTo(snapshot: Snapshot, namespace: string): Snapshot {
  const inside = (record: object) => !('namespace' in record) || record.namespace === namespace;
  const all = Object.fromEntries(
    recordKinds.map((kind) => {
      const records: readonly object[] = snapshot.records[kind];
      if (ANYWHERE.has(kind)) return [kind, records];
      const stays = (record: object) => inside(record) || (kind === 'endpointSlice' && isOwnSlice(record));
      return [kind, records.filter(stays)];
    }),
  ) as unknown as Snapshot['records'];
  const records = { ...all, namespace: all.namespace.filter(({ name }) => name === namespace) };
  const counts = countsOf(records);
  const outcomes = [...snapshot.outcomes].map(([id, outcome]): [CollectorId, Outcome] => {
    if (!NAMESPACED.has(id)) return [id, outcome];
    const count = counts.get(id) ?? 0;
    const { whole: _, namespaces = [], ...rest } = outcome;
    if (id === 'namespaces' && isNowhere(snapshot, namespace))
      return [id, { ...rest, count: 0, status: 'unavailable', reason: noNamespace(namespace), namespace }];
    if (outcome.status !== 'ok' && !namespaces.includes(namespace)) return [id, { ...rest, count }];
    const nowhere = id === 'namespaces' && count === 0;
    const how: Pick<Outcome, 'status' | 'reason'> = nowhere
      ? { status: 'unavailable', reason: noNamespace(namespace) }
      : { status: 'partial', reason: limitedTo(namespace) };
    // The number of API servers is as well known as before.
    const own = id === 'endpointslices' && (outcome.status === 'ok' || namespaces.includes('default'));
    return [id, { ...rest, count, ...how, namespace, ...(own && { namespaces: ['default'] }) }];
  });
  return { ...snapshot, header: { ...snapshot.header, namespace }, records, outcomes: new Map(outcomes) };
}

/** Files contain namespaced objects, but none with this namespace: most likely a typo. */
function isNowhere({ header, records, outcomes }: Snapshot, namespace: string): boolean {
  if (header.source !== 'files' || records.namespace.some(({ name }) => name === namespace)) return false;
  const places = recordKinds
    .flatMap((kind): readonly object[] => records[kind])
    .flatMap((record) => ('namespace' in record && record.namespace !== undefined ? [record.namespace] : []));
  const known = [...outcomes.values()].flatMap(({ namespaces = [], whole = [] }) => [
    ...namespaces,
    ...whole.flatMap((one) => one.namespaces ?? []),
  ]);
  return places.length > 0 && !places.includes(namespace) && !known.includes(namespace);
}

function countsOf(records: Snapshot['records']): Map<CollectorId, number> {
  const counts = new Map<CollectorId, number>();
  for (const kind of recordKinds) {
    for (const record of records[kind]) {
      const id = collectorOf(kind, record);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}
