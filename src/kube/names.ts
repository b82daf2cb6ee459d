import { loadKubeconfig } from './kubeconfig/load.ts';
import type { ConnectionIo } from './types.ts';

/**
 * Names of that kind in the kubeconfig (`explicit`, else KUBECONFIG, else in the home folder), sorted. Sends no request. Rejects with
 * `kubeconfig`.
 */
export async function namesInKubeconfig(
  kind: 'context' | 'cluster' | 'user',
  env: ConnectionIo['env'],
  explicit?: string,
): Promise<string[]> {
  const { contexts, clusters, users } = loadKubeconfig(explicit, env, () => undefined);
  return [...{ context: contexts, cluster: clusters, user: users }[kind].keys()].sort();
}
