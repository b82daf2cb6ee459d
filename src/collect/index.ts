/** The public face of the collect folder. */
export { allCollectors } from './collectors/index.ts';
export type { Collector } from './define.ts';
export { leastClusterRole, NODES_PROXY, rightsOf } from './role.ts';
export type { ClusterRole, Narrowing, PolicyRule, RoleChoice } from './role.ts';
export { collectLive } from './run.ts';
export type { CollectOptions } from './run.ts';
