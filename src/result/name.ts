import type { Result } from './types.ts';

/** The best available name of the cluster, unescaped. */
export function clusterNameOf({ cluster, source }: Pick<Result, 'cluster' | 'source'>): string {
  return cluster.name ?? cluster.context ?? cluster.server ?? (source === 'files' ? 'files' : 'cluster');
}
