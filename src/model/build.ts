import type { Snapshot } from '../snapshot/types.ts';
import { modelParts } from './parts.ts';
import type { ClusterModel } from './parts.ts';

/**
 * The cluster's architecture from a snapshot. Each part is built when first read and then cached, so that a command computes only
 * what it uses. The snapshot must not change afterwards. Does not throw: the parts report missing data.
 */
export function buildModel(snapshot: Snapshot): ClusterModel {
  return modelParts.over({
    snapshot,
    outcome: (id) =>
      snapshot.outcomes.get(id) ?? {
        collector: id,
        status: 'unavailable',
        unrecorded: true,
        count: 0,
        reason: 'not collected',
      },
  });
}
