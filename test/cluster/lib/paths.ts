import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ClusterError } from './errors.ts';

/** The project's folder `test/cluster`. */
export const HERE = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The project's root. */
export const ROOT = join(HERE, '../..');

/** What a cluster is for; each has its own network, so that they do not get in each other's way. */
export const CLUSTERS = { dev: 1, suite: 2, record: 3 } as const;
export type ClusterName = keyof typeof CLUSTERS;

/** Where a cluster keeps everything that it writes: configuration, data, logs, process ids. `down` removes it. */
export function clusterDir(name: ClusterName): string {
  return join(process.env['ARCHMAP_CLUSTER_DIR'] ?? join(tmpdir(), 'kubectl-archmap-cluster'), name);
}

/** Where built programs are kept, outside the working tree and one folder a version of their sources. */
export function cacheDir(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kubectl-archmap', 'cluster');
}

export function clusterName(text: string): ClusterName {
  if (Object.hasOwn(CLUSTERS, text)) return text as ClusterName;
  throw new ClusterError(`there is no cluster "${text}"`, `use one of ${Object.keys(CLUSTERS).join(', ')}`);
}
