/** The public face of the collect folder. */
export { allCollectors } from './collectors/index.ts';
export type { Collector } from './define.ts';
export { leastClusterRole } from './role.ts';
export { collectLive } from './run.ts';
export type { CollectOptions } from './run.ts';
