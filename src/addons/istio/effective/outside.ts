import type { ClusterModel } from '../../../model/parts.ts';
import { hasSidecar, isCaptured } from '../recognition/proxies.ts';
import type { MemberFacts } from './types.ts';

/** Number of Pods by namespace that have no proxy of the mesh and are none. */
export function podsOutside(
  { pods }: Pick<ClusterModel, 'pods'>,
  members: readonly MemberFacts[],
): ReadonlyMap<string, number> {
  const proxies = new Set(
    members.flatMap(({ membership, workload }) =>
      membership === 'gateway' || membership === 'waypoint' ? workload.pods : [],
    ),
  );
  return new Map(
    [...pods.byNamespace].map(([name, list]) => [
      name,
      list.filter((pod) => !hasSidecar(pod) && !isCaptured(pod) && !proxies.has(pod)).length,
    ]),
  );
}
