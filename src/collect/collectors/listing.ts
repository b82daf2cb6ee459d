import type { CollectorId } from '../../snapshot/collectors.ts';
import { defineCollector } from '../define.ts';
import type { Collector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

/** A collector that lists its kinds and does nothing else. */
export function listing(id: CollectorId, about: Pick<Collector, 'why' | 'notRead'>): Collector {
  const kinds = kindsOf(id);
  return defineCollector({
    id,
    ...about,
    reads: rulesOf(kinds),
    run: (context) => listKinds(context, kinds, { namesWhole: id === 'platform' }),
  });
}
