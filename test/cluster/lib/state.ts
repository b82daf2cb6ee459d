import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterName } from './paths.ts';
import { CLUSTERS, clusterDir } from './paths.ts';

export type Role = 'control-plane' | 'worker';

/** One host of the cluster: a set of namespaces. */
export interface HostState {
  name: string;
  ip: string;
  role: Role;
  /** The end of its veth pair on this machine's side; 15 characters at most. */
  cable: string;
  /** Process that holds the namespaces, in this machine's numbering. */
  pid: number;
}

/** State of a cluster for `down` and the other commands; kept in `cluster.json` in its folder. */
export interface ClusterState {
  name: ClusterName;
  variant: string;
  /** Folder of its programs. */
  programs: string;
  dir: string;
  bridge: string;
  /** This machine's address in the cluster's network. */
  gateway: string;
  hosts: HostState[];
  /** Number of KWOK nodes. */
  fakeNodes: number;
  /** Set at the very end of `up`. */
  ready: boolean;
}

export function newState(name: ClusterName, variant: string, programs: string): ClusterState {
  const slot = CLUSTERS[name];
  const dir = clusterDir(name);
  return {
    name,
    variant,
    programs,
    dir,
    bridge: `archmap${slot}`,
    gateway: `${network(slot)}.1`,
    hosts: [],
    fakeNodes: 0,
    ready: false,
  };
}

/** A host to be started: control planes have addresses from .11 on, workers from .51 on. */
export function planHost(name: ClusterName, role: Role, index: number): Omit<HostState, 'pid'> {
  const slot = CLUSTERS[name];
  const host = role === 'control-plane' ? `cp-${index}` : `worker-${index}`;
  const last = (role === 'control-plane' ? 10 : 50) + index;
  return { name: host, role, ip: `${network(slot)}.${last}`, cable: `${cablePrefix(name)}${host}` };
}

/** Prefix of the names of a cluster's veth pairs. */
export function cablePrefix(name: ClusterName): string {
  return `am${CLUSTERS[name]}-`;
}

function network(slot: number): string {
  return `10.210.${slot}`;
}

const FILE = 'cluster.json';

export async function saveState(state: ClusterState): Promise<void> {
  const file = join(state.dir, FILE);
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** The state that an earlier run left, if it is readable. */
export async function loadState(name: ClusterName): Promise<ClusterState | undefined> {
  const text = await readFile(join(clusterDir(name), FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as ClusterState;
  } catch {
    return undefined;
  }
}
