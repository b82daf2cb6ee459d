import type { ClusterModel } from '../../../model/parts.ts';
import { inMesh } from '../recognition/proxies.ts';
import type { MemberFacts } from './types.ts';

/** Numbers of Pods by namespace: gateways and waypoints, and Pods that have no proxy of the mesh and are none. */
export function podsBeside(
  { pods }: Pick<ClusterModel, 'pods'>,
  members: readonly MemberFacts[],
): { podsOfGateways: ReadonlyMap<string, number>; podsOutside: ReadonlyMap<string, number> } {
  const proxies = new Set(
    members.flatMap(({ membership, workload }) =>
      membership === 'gateway' || membership === 'waypoint' ? workload.pods : [],
    ),
  );
  const without = [...pods.byNamespace].map(([name, list]) => ({
    name,
    list: list.filter((pod) => !inMesh(pod)),
  }));
  const count = (isGateway: boolean) =>
    new Map(
      without.map(({ name, list }) => [name, list.filter((pod) => proxies.has(pod) === isGateway).length]),
    );
  return { podsOfGateways: count(true), podsOutside: count(false) };
}
