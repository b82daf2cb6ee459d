import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ClusterError } from './errors.ts';

/** The project's folder `test/cluster`. */
export const HERE = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The project's root. */
export const ROOT = join(HERE, '../..');

/** Purpose of a cluster; each one has its own network, so that they do not interfere. */
export const CLUSTERS = {
  dev: 1,
  suite: 2,
  record: 3,
  'fleet-a': 4,
  'fleet-b': 5,
  'fleet-c': 6,
  'suite-2': 7,
} as const;
export type ClusterName = keyof typeof CLUSTERS;

/** The cluster of a test file. Jest runs two files at a time, because a cluster that starts mostly waits. */
export const SUITE: ClusterName = process.env['JEST_WORKER_ID'] === '2' ? 'suite-2' : 'suite';

/** Folder of all files of a cluster: configuration, data, logs, process ids. `down` removes it. */
export function clusterDir(name: ClusterName): string {
  return join(process.env['ARCHMAP_CLUSTER_DIR'] ?? join(tmpdir(), 'kubectl-archmap-cluster'), name);
}

/** Folder of built programs, outside the working tree; one subfolder per version of their sources. */
export function cacheDir(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kubectl-archmap', 'cluster');
}

export function clusterName(text: string): ClusterName {
  if (Object.hasOwn(CLUSTERS, text)) return text as ClusterName;
  throw new ClusterError(`there is no cluster "${text}"`, `use one of ${Object.keys(CLUSTERS).join(', ')}`);
}
