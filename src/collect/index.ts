/** Public interface of the collect folder. */
export { allCollectors } from './collectors/index.ts';
export type { Collector, CollectOptions } from './define.ts';
export { minimalClusterRole, missingClusterRole, NODES_PROXY, permissionsOf } from './role.ts';
export type { ClusterRole, Narrowing, RoleChoice } from './role.ts';
export { collectLive } from './run.ts';
