import { join } from 'node:path';
import { ADMIN_CONF } from './kubeadm.ts';
import type { Ran, RunOptions } from './process.ts';
import { run } from './process.ts';
import type { ClusterState } from './state.ts';

/** The real kubectl against one cluster, as its administrator unless another kubeconfig is given. */
export interface Kubectl {
  /** Runs it; throws ClusterError when it fails, unless `options.accept` allows the exit code. */
  (args: readonly string[], options?: RunOptions): Promise<Ran>;
}

export function kubectlFor(
  cluster: ClusterState,
  program: string,
  kubeconfig = join(cluster.dir, ADMIN_CONF),
): Kubectl {
  return (args, options = {}) => run(program, ['--kubeconfig', kubeconfig, ...args], options);
}

/** The items of `kubectl get ... -o json`. */
export async function getItems<T>(kubectl: Kubectl, ...args: string[]): Promise<T[]> {
  const { stdout } = await kubectl(['get', ...args, '-o', 'json']);
  return (JSON.parse(stdout) as { items: T[] }).items;
}
