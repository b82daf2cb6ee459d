import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClusterError } from './errors.ts';
import { withLock } from './lock.ts';
import { HERE, cacheDir } from './paths.ts';
import { run } from './process.ts';

/** Version that the programs report: kubeadm rejects v0.0.0, which Go sets for a build from a module. */
export const KUBERNETES_VERSION = 'v1.37.2';

/** Version of Istio that istiod and istioctl report; the module is a commit on the way to it. */
export const ISTIO_VERSION = '1.31.0';

interface Program {
  /** Folder under go/ that contains the module file. */
  module: 'kubernetes' | 'tools' | 'istio' | 'podsecurity' | 'policies' | 'gateway';
  /** Go package. */
  source: string;
  /** Variables of packages that get a value; default: none. */
  stamps?: Readonly<Record<string, string>>;
}

const kubernetes = (name: string): Program => ({
  module: 'kubernetes',
  source: `k8s.io/kubernetes/cmd/${name}`,
  stamps: kubernetesVersion(),
});

const istio = (source: string): Program => ({
  module: 'istio',
  source,
  stamps: { 'istio.io/istio/pkg/version.buildVersion': ISTIO_VERSION },
});

/** Smallest first, so that a broken set-up fails early. */
const CLUSTER = {
  proccri: { module: 'kubernetes', source: './proccri' },
  kmsplugin: { module: 'kubernetes', source: './kmsplugin' },
  kubectl: kubernetes('kubectl'),
  kubeadm: kubernetes('kubeadm'),
  etcd: { module: 'kubernetes', source: 'go.etcd.io/etcd/server/v3' },
  'kube-scheduler': kubernetes('kube-scheduler'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-apiserver': kubernetes('kube-apiserver'),
  kubelet: kubernetes('kubelet'),
  kwok: { module: 'tools', source: 'sigs.k8s.io/kwok/cmd/kwok' },
  krew: { module: 'tools', source: 'sigs.k8s.io/krew/cmd/krew' },
  'validate-krew-manifest': {
    module: 'tools',
    source: 'sigs.k8s.io/krew/cmd/validate-krew-manifest',
  },
} as const satisfies Record<string, Program>;

const MESH = {
  meshoracle: istio('./meshoracle'),
  'pilot-discovery': istio('istio.io/istio/pilot/cmd/pilot-discovery'),
  istioctl: istio('istio.io/istio/istioctl/cmd/istioctl'),
} as const satisfies Record<string, Program>;

/** Programs that are built together, into one folder named after the hash of their sources. */
interface Group<Name extends string> {
  /** Before the hash in the folder's name. */
  prefix: string;
  /** The version that its programs report. */
  version: string;
  modules: readonly Program['module'][];
  programs: Readonly<Record<Name, Program>>;
}

const GROUPS = {
  cluster: { prefix: '', version: KUBERNETES_VERSION, modules: ['kubernetes', 'tools'], programs: CLUSTER },
  mesh: { prefix: 'istio-', version: ISTIO_VERSION, modules: ['istio'], programs: MESH },
} as const;

/** Reference implementations that the engines of the model are compared with: each a module of its own, in a folder of its own. */
const ENGINES = {
  podlevel: engine('podsecurity', './podlevel', '0.37.0'),
  policyreach: engine('policies', './policyreach', '0.8.0'),
  gatewayoracle: engine('gateway', './gatewayoracle', '1.9.1'),
} as const satisfies Record<string, Group<string>>;

/** A reference implementation. */
export type EngineName = keyof typeof ENGINES;

function engine(module: Program['module'], source: string, version: string): Group<string> {
  const name = source.slice(source.lastIndexOf('/') + 1);
  return { prefix: `${name}-`, version, modules: [module], programs: { [name]: { module, source } } };
}

/** Absolute path of each program of a cluster, all in one folder. */
export type Binaries = Readonly<Record<keyof typeof CLUSTER, string>>;
/** Absolute path of Istio's programs and of the one that asks istiod. */
export type MeshBinaries = Readonly<Record<keyof typeof MESH, string>>;

export interface BinariesOptions {
  /** Reports progress, one line at a time; default: stderr. */
  progress?: (line: string) => void;
}

/**
 * The programs of a cluster, built from their Go modules when this version of them is not in the cache yet (about 17
 * minutes on two cores with cold caches, 90 seconds with Go's own cache warm). `ARCHMAP_CLUSTER_BIN` is a folder with
 * ready programs to use instead. Throws ClusterError when Go is missing or a build fails; leaves no partial build.
 */
export function ensureBinaries(options: BinariesOptions = {}): Promise<Binaries> {
  return ensure(GROUPS.cluster, options);
}

/** Istio's programs, in the same manner. They need neither root nor a cluster. */
export function ensureMeshBinaries(options: BinariesOptions = {}): Promise<MeshBinaries> {
  return ensure(GROUPS.mesh, options);
}

async function ensure<Name extends string>(
  group: Group<Name>,
  options: BinariesOptions,
): Promise<Readonly<Record<Name, string>>> {
  const progress = options.progress ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const given = process.env['ARCHMAP_CLUSTER_BIN'];
  if (given) {
    const missing = await missingIn(given, group);
    if (missing.length > 0)
      throw new ClusterError(
        `ARCHMAP_CLUSTER_BIN=${given} lacks ${missing.join(', ')}`,
        'unset it to build them',
      );
    return pathsIn(given, group);
  }
  const folder = join(cacheDir(), `${group.prefix}${await sourcesHash(group)}`);
  const isMissing = async () => (await missingIn(folder, group)).length > 0;
  if (await isMissing())
    await withLock(`${folder}.lock`, async () => {
      if (await isMissing()) await buildAll(folder, group, progress);
    });
  return pathsIn(folder, group);
}

/** The program of a reference implementation, in the same manner. It needs neither root nor a cluster. */
export async function ensureEngine(name: EngineName, options: BinariesOptions = {}): Promise<string> {
  return (await ensure<string>(ENGINES[name], options))[name] ?? '';
}

/** All reference implementations, the names that `ensureEngine` takes. */
export const ENGINE_NAMES = Object.keys(ENGINES) as EngineName[];

/** Folder of the programs, for PATH. */
export function folderOf(binaries: Binaries): string {
  return dirname(binaries.kubectl);
}

/** The programs in a folder that contains all of them. */
export function binariesIn(folder: string): Binaries {
  return pathsIn(folder, GROUPS.cluster);
}

function pathsIn<Name extends string>(folder: string, group: Group<Name>): Readonly<Record<Name, string>> {
  return Object.fromEntries(namesOf(group).map((name) => [name, join(folder, name)])) as Record<Name, string>;
}

function namesOf<Name extends string>(group: Group<Name>): Name[] {
  return Object.keys(group.programs) as Name[];
}

async function missingIn<Name extends string>(folder: string, group: Group<Name>): Promise<Name[]> {
  const names = namesOf(group);
  const found = await Promise.all(
    names.map((name) =>
      access(join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, index) => !found[index]);
}

/** Hash of all inputs of the programs: module files, the project's Go sources, the version, the platform. */
async function sourcesHash({ version, modules }: Group<string>): Promise<string> {
  const hash = createHash('sha256').update(`${version} ${process.platform} ${process.arch}\n`);
  for (const module of modules) {
    const folder = join(HERE, 'go', module);
    const files = (await readdir(folder, { recursive: true }))
      .filter((file) => /\.(go|mod|sum)$/.test(file))
      .sort();
    for (const file of files) hash.update(`${module}/${file}\n`).update(await readFile(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Builds next to the final folder and moves the result when it is complete, so that a killed build leaves no partial one. */
async function buildAll(
  folder: string,
  group: Group<string>,
  progress: (line: string) => void,
): Promise<void> {
  await run('go', ['version']).catch((cause: unknown) => {
    throw new ClusterError(
      "Go is not installed, and the cluster's programs have to be built",
      'install Go 1.26 or later and put it on PATH',
      { cause },
    );
  });
  const scratch = `${folder}.building-${process.pid}`;
  const programs = Object.entries(group.programs);
  await mkdir(scratch, { recursive: true });
  try {
    for (const [index, [name, program]] of programs.entries()) {
      const start = Date.now();
      progress(`building ${name} (${index + 1} of ${programs.length})`);
      await build(program, join(scratch, name));
      progress(`  ${name}: ${Math.round((Date.now() - start) / 1000)} s`);
    }
    await rm(folder, { recursive: true, force: true });
    await rename(scratch, folder);
    await forgetOld(dirname(folder), group.prefix);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Each version of the programs is larger than half a gigabyte: all except the two newest of a group are removed. */
async function forgetOld(cache: string, prefix: string): Promise<void> {
  const version = new RegExp(`^${prefix}[0-9a-f]{16}$`);
  const entries = (await readdir(cache)).filter((name) => version.test(name));
  const dated = await Promise.all(
    entries.map(async (name) => ({ path: join(cache, name), time: (await stat(join(cache, name))).mtimeMs })),
  );
  const old = dated.sort((a, b) => b.time - a.time).slice(2);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}

async function build({ module, source, stamps = {} }: Program, target: string): Promise<void> {
  const flags = ['-s', '-w', ...Object.entries(stamps).map(([name, value]) => `-X ${name}=${value}`)];
  await run('go', ['build', '-trimpath', '-ldflags', flags.join(' '), '-o', target, source], {
    cwd: join(HERE, 'go', module),
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    timeoutMs: 45 * 60_000,
  });
}

function kubernetesVersion(): Record<string, string> {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)\./.exec(KUBERNETES_VERSION) ?? [];
  const base = 'k8s.io/component-base/version';
  return {
    [`${base}.gitVersion`]: KUBERNETES_VERSION,
    [`${base}.gitMajor`]: major,
    [`${base}.gitMinor`]: minor,
    [`${base}.gitTreeState`]: 'clean',
    'k8s.io/client-go/pkg/version.gitVersion': KUBERNETES_VERSION,
  };
}
