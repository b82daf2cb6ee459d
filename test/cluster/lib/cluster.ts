import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, readdir, rm, rmdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { binariesIn, ensureBinaries, folderOf } from './binaries.ts';
import { ClusterError } from './errors.ts';
import {
  PRIVATE_FOLDERS,
  addBridge,
  endHosts,
  inHost,
  isRunning,
  removeBridge,
  removeCables,
  startHost,
} from './hosts.ts';
import type { IstioForm } from './istio.ts';
import { installIstio, withWebhooks } from './istio.ts';
import { ADMIN_CONF, kubeadmInit, kubeadmJoin } from './kubeadm.ts';
import type { Kubectl } from './kubectl.ts';
import { kubectlFor } from './kubectl.ts';
import { addFakeNodes, startKwok } from './kwok.ts';
import { withLock } from './lock.ts';
import type { ClusterName } from './paths.ts';
import { clusterDir } from './paths.ts';
import { checkPreconditions } from './preconditions.ts';
import { settle } from './settle.ts';
import type { ClusterState, HostState, Role } from './state.ts';
import { cablePrefix, loadState, newState, planHost, saveState } from './state.ts';
import type { Variant } from './variants.ts';
import { loadVariant } from './variants.ts';

export interface UpOptions {
  name: ClusterName;
  /** Name of a folder of variants/, or a set-up of the caller; default `stock`. */
  variant?: string | Variant;
  controlPlanes?: number;
  workers?: number;
  fakeNodes?: number;
  /** Starts KWOK even without `fakeNodes`, for nodes that the caller creates. */
  kwok?: boolean;
  /** Installs Istio and runs it; requires a fake node, which is added. */
  istio?: IstioForm;
  progress?: (line: string) => void;
}

/** A running cluster. */
export interface Cluster {
  state: ClusterState;
  binaries: Binaries;
  /** As administrator. */
  kubectl: Kubectl;
  kubeconfig: string;
  /** Environment whose PATH contains the cluster's programs. */
  env: NodeJS.ProcessEnv;
  variant: Variant;
}

/**
 * Creates a cluster; remains of an earlier cluster of that name are removed first. Returns when all nodes are Ready and
 * the mirror pods of every control plane exist. A cluster that does not start is removed again unless
 * ARCHMAP_CLUSTER_KEEP is set.
 */
export async function up(options: UpOptions): Promise<Cluster> {
  const { name, istio, fakeNodes = istio ? 1 : 0, progress = () => undefined } = options;
  checkPreconditions();
  const { variant: chosen = 'stock' } = options;
  const loaded = typeof chosen === 'string' ? await loadVariant(chosen) : chosen;
  const variant = istio ? withWebhooks(loaded) : loaded;
  const { controlPlanes = variant.controlPlanes, workers = variant.workers } = options;
  if (controlPlanes < 1)
    throw new ClusterError('a cluster has at least one control plane', 'give --control-planes 1 or more');
  const binaries = await ensureBinaries({ progress });
  await down(name);
  const state = newState(name, variant.name, folderOf(binaries));
  const env = { ...process.env, PATH: `${folderOf(binaries)}${delimiter}${process.env['PATH'] ?? ''}` };
  const cluster: Cluster = {
    state,
    binaries,
    env,
    variant,
    kubectl: kubectlFor(state, binaries.kubectl),
    kubeconfig: join(state.dir, ADMIN_CONF),
  };
  try {
    await withLock(lockOf(state), async () => {
      await mkdir(state.dir, { recursive: true, mode: 0o700 });
      await makeMountPoints(state);
    });
    await addBridge(state);
    await startHosts(cluster, controlPlanes, workers, progress);
    if (fakeNodes > 0 || options.kwok) {
      progress(`starting KWOK${fakeNodes > 0 ? ` and ${fakeNodes} nodes` : ''}`);
      await startKwok(cluster);
      if (fakeNodes > 0) await addFakeNodes(cluster, fakeNodes);
    }
    progress('waiting for nodes and mirror pods');
    await settle(cluster);
    await applyObjects(cluster);
    await runAfterwards(cluster);
    if (istio) await installIstio(cluster, istio, progress);
    state.ready = true;
    await saveState(state);
    return cluster;
  } catch (error) {
    if (!process.env['ARCHMAP_CLUSTER_KEEP']) await down(name);
    throw error;
  }
}

/** Applies the variant's objects and waits for its Deployments. */
async function applyObjects({ variant, kubectl }: Cluster): Promise<void> {
  if (!existsSync(variant.objects)) return;
  const { stdout } = await kubectl(['apply', '-f', variant.objects, '-o', 'name']);
  for (const name of stdout.split('\n').filter((line) => line.startsWith('deployment'))) {
    await kubectl(['rollout', 'status', name, '--namespace', 'default', '--timeout=120s']);
  }
}

/** Runs the variant's script on a running cluster. */
async function runAfterwards({ variant, state, env, kubeconfig }: Cluster): Promise<void> {
  const [first] = state.hosts;
  if (first)
    await runOnHost(variant.afterwards, first, [state.dir], {
      ...env,
      KUBECONFIG: kubeconfig,
      FILES: variant.dir,
    });
}

/** A script of the variant inside a host; it may leave programs running there, which end with the host. */
async function runOnHost(
  script: string,
  host: HostState,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (existsSync(script)) await inHost(host, ['bash', '-euo', 'pipefail', script, ...args], { env });
}

async function startHosts(
  cluster: Cluster,
  controlPlanes: number,
  workers: number,
  progress: (line: string) => void,
): Promise<void> {
  const { state, variant, env } = cluster;
  for (let index = 1; index <= controlPlanes; index++) {
    progress(`starting control plane ${index} of ${controlPlanes} (${variant.name})`);
    const host = await addHost(cluster, 'control-plane', index);
    await runOnHost(variant.prepare, host, [host.name, host.ip], env);
    // In sequence: each of them becomes a member of etcd.
    await (index === 1 ? kubeadmInit(state, host, variant, env) : kubeadmJoin(state, host, variant, env));
  }
  if (workers > 0) progress(`starting ${workers === 1 ? 'a worker' : `${workers} workers`}`);
  const hosts: HostState[] = [];
  for (let index = 1; index <= workers; index++) hosts.push(await addHost(cluster, 'worker', index));
  await Promise.all(hosts.map((host) => kubeadmJoin(state, host, variant, env)));
}

async function addHost({ state, env }: Cluster, role: Role, index: number): Promise<HostState> {
  const host = await startHost(state, planHost(state.name, role, index), env);
  state.hosts.push(host);
  await saveState(state);
  return host;
}

/**
 * Hosts mount their own folders over existing mount points, which are created here. They are listed beside the clusters, because all
 * clusters use them.
 */
async function makeMountPoints({ dir }: ClusterState): Promise<void> {
  for (const folder of PRIVATE_FOLDERS) {
    const missing: string[] = [];
    for (let path: string = folder; !existsSync(path); path = dirname(path)) missing.unshift(path);
    // Recorded first, so that `down` can clean up after a killed run.
    await appendFile(join(dirname(dir), MOUNT_POINTS), missing.map((path) => `${path}\n`).join(''));
    await mkdir(folder, { recursive: true });
  }
}

const MOUNT_POINTS = 'mount-points';

/** No cluster may start to use the mount points while another one removes them. */
function lockOf({ dir }: Pick<ClusterState, 'dir'>): string {
  return `${dirname(dir)}.lock`;
}

/**
 * Removes the mount points with the last cluster: the kernel unmounts a removed folder in all namespaces, which would end the static pods
 * of another cluster.
 */
async function removeMountPoints(clusters: string): Promise<void> {
  const left = await readdir(clusters).catch(() => []);
  if (left.some((name) => name !== MOUNT_POINTS)) return;
  const list = join(clusters, MOUNT_POINTS);
  const folders = (await readFile(list, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  // Empty folders only: a real kubelet of this machine may use the folder by now.
  for (const folder of folders.reverse()) await rmdir(folder).catch(() => undefined);
  await rm(list, { force: true });
  await rmdir(clusters).catch(() => undefined);
}

/** Removes a cluster: hosts and everything in them, network, folders. Does nothing when there is none. Returns whether there was one. */
export async function down(name: ClusterName): Promise<boolean> {
  const dir = clusterDir(name);
  const old = await loadState(name);
  const { bridge } = newState(name, '', '');
  if (!old && !existsSync(dir) && !existsSync(`/sys/class/net/${bridge}`)) return false;
  checkPreconditions();
  await endHosts(dir);
  await removeCables(cablePrefix(name));
  await removeBridge(bridge);
  await withLock(lockOf({ dir }), async () => {
    await rm(dir, { recursive: true, force: true });
    await removeMountPoints(dirname(dir));
  });
  return true;
}

/** The cluster of that name if it is up. Throws ClusterError when there is none, or when it is broken. */
export async function connectTo(name: ClusterName): Promise<Cluster> {
  const state = await loadState(name);
  if (!state) throw new ClusterError('no cluster is up', 'npm run cluster -- up');
  const alive = await Promise.all(state.hosts.map(isRunning));
  if (!state.ready || alive.includes(false))
    throw new ClusterError(
      'the cluster is not complete: its start or its hosts were cut off',
      'npm run cluster -- up',
    );
  const binaries = binariesIn(state.programs);
  const env = { ...process.env, PATH: `${folderOf(binaries)}${delimiter}${process.env['PATH'] ?? ''}` };
  return {
    state,
    binaries,
    env,
    variant: await loadVariant(state.variant),
    kubectl: kubectlFor(state, binaries.kubectl),
    kubeconfig: join(state.dir, ADMIN_CONF),
  };
}
