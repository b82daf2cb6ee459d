import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { ClusterError } from './errors.ts';
import { HERE } from './paths.ts';

type Settings = Readonly<Record<string, unknown>>;

/** A cluster set-up with its expected verdicts: one folder under variants/. */
export interface Variant {
  name: string;
  dir: string;
  /** Merged into kubeadm's InitConfiguration. */
  init: Settings;
  /** Merged into kubeadm's ClusterConfiguration. */
  cluster: Settings;
  /** Merged into the KubeletConfiguration. */
  kubelet: Settings;
  /** `variant.yaml`: how many hosts. */
  controlPlanes: number;
  workers: number;
  approve: boolean;
  /** Whether the kubelet's probes of the API server are allowed: without anonymous access its pod never becomes ready. */
  probed: boolean;
  /** Folder of kubeadm patches, one subfolder per host; optional. */
  patches: string;
  /** Runs on each control-plane host, with its name and address, before kubeadm; optional. */
  prepare: string;
  /** Runs on the first host, with the administrator's KUBECONFIG, when all hosts are up; optional. */
  afterwards: string;
  /** Folder that every control-plane host gets as /etc/kubernetes/files; optional. */
  files: string;
  /** Manifest to apply when the cluster is up, its Deployments in `default`; optional. */
  objects: string;
}

const FOLDER = join(HERE, 'variants');

export async function variantNames(): Promise<string[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export async function loadVariant(name: string): Promise<Variant> {
  const names = await variantNames();
  if (!names.includes(name))
    throw new ClusterError(`there is no variant "${name}"`, `use one of ${names.join(', ')}`);
  return loadVariantFrom(name, join(FOLDER, name));
}

/** A set-up that is no variant of the suite, from its own folder. */
export async function loadVariantFrom(name: string, dir: string): Promise<Variant> {
  const shape = (await settings(join(dir, 'variant.yaml'))) as {
    controlPlanes?: number;
    workers?: number;
    approve?: boolean;
    probed?: boolean;
  };
  return {
    name,
    dir,
    controlPlanes: shape.controlPlanes ?? 1,
    workers: shape.workers ?? 0,
    approve: shape.approve ?? true,
    probed: shape.probed ?? true,
    patches: join(dir, 'patches'),
    prepare: join(dir, 'prepare.sh'),
    afterwards: join(dir, 'afterwards.sh'),
    init: await settings(join(dir, 'init.yaml')),
    cluster: await settings(join(dir, 'cluster.yaml')),
    kubelet: await settings(join(dir, 'kubelet.yaml')),
    files: join(dir, 'files'),
    objects: join(dir, 'objects.yaml'),
  };
}

/** Whether its API server authorizes every request, so that RBAC limits nothing. */
export function allowsEverything({ cluster }: Pick<Variant, 'cluster'>): boolean {
  return JSON.stringify(cluster).includes('AlwaysAllow');
}

/** Whether etcd is a static pod of its hosts, which is kubeadm's default. */
export function hasOwnEtcd({ cluster }: Pick<Variant, 'cluster'>): boolean {
  return !JSON.stringify(cluster).includes('"external"');
}

async function settings(file: string): Promise<Settings> {
  if (!existsSync(file)) return {};
  return (load(await readFile(file, 'utf8')) ?? {}) as Settings;
}

/** Objects are merged key by key, other values of `over` replace those of `base`. */
export function merge(base: Settings, over: Settings): Settings {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = merged[key];
    merged[key] = isSettings(old) && isSettings(value) ? merge(old, value) : value;
  }
  return merged;
}

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
