import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClusterError } from './errors.ts';
import { HERE, cacheDir } from './paths.ts';
import { run } from './process.ts';

/** Version that the programs report: kubeadm rejects v0.0.0, which Go sets for a build from a module. */
export const KUBERNETES_VERSION = 'v1.37.2';

interface Program {
  /** Folder under go/ that contains the module file. */
  module: 'kubernetes' | 'tools';
  /** Go package. */
  source: string;
  /** Kubernetes' programs get their version stamped. */
  stamped: boolean;
}

const kubernetes = (name: string): Program => ({
  module: 'kubernetes',
  source: `k8s.io/kubernetes/cmd/${name}`,
  stamped: true,
});

/** Smallest first, so that a broken set-up fails early. */
const PROGRAMS = {
  proccri: { module: 'kubernetes', source: './proccri', stamped: false },
  kmsplugin: { module: 'kubernetes', source: './kmsplugin', stamped: false },
  kubectl: kubernetes('kubectl'),
  kubeadm: kubernetes('kubeadm'),
  etcd: { module: 'kubernetes', source: 'go.etcd.io/etcd/server/v3', stamped: false },
  'kube-scheduler': kubernetes('kube-scheduler'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-apiserver': kubernetes('kube-apiserver'),
  kubelet: kubernetes('kubelet'),
  kwok: { module: 'tools', source: 'sigs.k8s.io/kwok/cmd/kwok', stamped: false },
  krew: { module: 'tools', source: 'sigs.k8s.io/krew/cmd/krew', stamped: false },
  'validate-krew-manifest': {
    module: 'tools',
    source: 'sigs.k8s.io/krew/cmd/validate-krew-manifest',
    stamped: false,
  },
} as const satisfies Record<string, Program>;

export type ProgramName = keyof typeof PROGRAMS;
/** Absolute path of each program, all in one folder. */
export type Binaries = Readonly<Record<ProgramName, string>>;

const NAMES = Object.keys(PROGRAMS) as ProgramName[];

export interface BinariesOptions {
  /** Reports progress, one line at a time; default: stderr. */
  progress?: (line: string) => void;
}

/**
 * The programs of a cluster, built from their Go modules when this version of them is not in the cache yet (about 17
 * minutes on two cores with cold caches, 90 seconds with Go's own cache warm). `ARCHMAP_CLUSTER_BIN` is a folder with
 * ready programs to use instead. Throws ClusterError when Go is missing or a build fails; leaves no partial build.
 */
export async function ensureBinaries(options: BinariesOptions = {}): Promise<Binaries> {
  const progress = options.progress ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const given = process.env['ARCHMAP_CLUSTER_BIN'];
  if (given) {
    const missing = await missingIn(given);
    if (missing.length > 0)
      throw new ClusterError(
        `ARCHMAP_CLUSTER_BIN=${given} lacks ${missing.join(', ')}`,
        'unset it to build them',
      );
    return binariesIn(given);
  }
  const folder = join(cacheDir(), await sourcesHash());
  if ((await missingIn(folder)).length > 0) await buildAll(folder, progress);
  return binariesIn(folder);
}

/** Folder of the programs, for PATH. */
export function folderOf(binaries: Binaries): string {
  return dirname(binaries.kubectl);
}

/** The programs in a folder that contains all of them. */
export function binariesIn(folder: string): Binaries {
  return Object.fromEntries(NAMES.map((name) => [name, join(folder, name)])) as Record<ProgramName, string>;
}

async function missingIn(folder: string): Promise<ProgramName[]> {
  const found = await Promise.all(
    NAMES.map((name) =>
      access(join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return NAMES.filter((_, index) => !found[index]);
}

/** Hash of all inputs of the programs: module files, the project's Go sources, the version, the platform. */
async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256').update(`${KUBERNETES_VERSION} ${process.platform} ${process.arch}\n`);
  const folder = join(HERE, 'go');
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => /\.(go|mod|sum)$/.test(file))
    .sort();
  for (const file of files) hash.update(`${file}\n`).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Builds next to the final folder and moves the result when it is complete, so that a killed build leaves no partial one. */
async function buildAll(folder: string, progress: (line: string) => void): Promise<void> {
  await run('go', ['version']).catch((cause: unknown) => {
    throw new ClusterError(
      "Go is not installed, and the cluster's programs have to be built",
      'install Go 1.26 or later and put it on PATH',
      { cause },
    );
  });
  const scratch = `${folder}.building-${process.pid}`;
  await mkdir(scratch, { recursive: true });
  try {
    for (const [index, name] of NAMES.entries()) {
      const start = Date.now();
      progress(`building ${name} (${index + 1} of ${NAMES.length})`);
      await build(name, join(scratch, name));
      progress(`  ${name}: ${Math.round((Date.now() - start) / 1000)} s`);
    }
    await rm(folder, { recursive: true, force: true });
    await rename(scratch, folder);
    await forgetOld(dirname(folder));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Each version of the programs is larger than half a gigabyte: all except the two newest are removed. */
async function forgetOld(cache: string): Promise<void> {
  const entries = (await readdir(cache)).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const dated = await Promise.all(
    entries.map(async (name) => ({ path: join(cache, name), time: (await stat(join(cache, name))).mtimeMs })),
  );
  const old = dated.sort((a, b) => b.time - a.time).slice(2);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}

async function build(name: ProgramName, target: string): Promise<void> {
  const { module, source, stamped }: Program = PROGRAMS[name];
  const flags = ['-s', '-w', ...(stamped ? versionFlags() : [])].join(' ');
  await run('go', ['build', '-trimpath', '-ldflags', flags, '-o', target, source], {
    cwd: join(HERE, 'go', module),
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    timeoutMs: 45 * 60_000,
  });
}

function versionFlags(): string[] {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)\./.exec(KUBERNETES_VERSION) ?? [];
  const base = 'k8s.io/component-base/version';
  const values = {
    [`${base}.gitVersion`]: KUBERNETES_VERSION,
    [`${base}.gitMajor`]: major,
    [`${base}.gitMinor`]: minor,
    [`${base}.gitTreeState`]: 'clean',
    'k8s.io/client-go/pkg/version.gitVersion': KUBERNETES_VERSION,
  };
  return Object.entries(values).map(([name, value]) => `-X ${name}=${value}`);
}
