import type { Snapshot } from '../snapshot/types.ts';
import { modelParts } from './parts.ts';
import type { ClusterModel } from './parts.ts';

/**
 * The cluster's architecture out of a snapshot. Each part is built when first read and then kept, so that a command pays
 * only for what it shows. The snapshot must not change afterwards. Throws nothing: what is missing is said by the parts.
 */
export function buildModel(snapshot: Snapshot): ClusterModel {
  return modelParts.over({
    snapshot,
    outcome: (id) =>
      snapshot.outcomes.get(id) ?? {
        collector: id,
        status: 'unavailable',
        count: 0,
        reason: 'not collected',
      },
  });
}
