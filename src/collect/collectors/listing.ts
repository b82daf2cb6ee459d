import type { CollectorId } from '../../snapshot/collectors.ts';
import { defineCollector } from '../define.ts';
import type { Collector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

/** Collectors of many products, and of kinds that are evaluated one by one: a refused kind leaves the others known. */
export const NAMES_WHOLE: ReadonlySet<CollectorId> = new Set<CollectorId>(['platform', 'istio']);

/** A collector that lists its kinds and does nothing else. */
export function listing(id: CollectorId, about: Pick<Collector, 'why' | 'notRead'>): Collector {
  const kinds = kindsOf(id);
  return defineCollector({
    id,
    ...about,
    reads: rulesOf(kinds),
    run: (context) => listKinds(context, kinds, { namesWhole: NAMES_WHOLE.has(id) }),
  });
}
