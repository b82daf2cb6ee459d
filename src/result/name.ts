import type { Result } from './types.ts';

/** What comes nearest to a name of the cluster, as it came. */
export function clusterNameOf({ cluster, source }: Pick<Result, 'cluster' | 'source'>): string {
  return cluster.name ?? cluster.context ?? cluster.server ?? (source === 'files' ? 'files' : 'cluster');
}
