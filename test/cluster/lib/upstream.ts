import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterError } from './errors.ts';
import { withLock } from './lock.ts';
import { cacheDir } from './paths.ts';
import { run } from './process.ts';

/** Helm renders the charts of projects that publish no manifest. */
const HELM = 'helm.sh/helm/v3/cmd/helm@v3.22.0';

/** An installation as its project ships it, in a Go module: manifests, or a chart that Helm renders. */
export interface Upstream {
  module: string;
  version: string;
  /** Files or folders of manifests, in the module. */
  files?: readonly string[];
  /** Folder of a chart, in the module. */
  chart?: string;
  namespace?: string;
  /** Helm's `--set`. */
  set?: readonly string[];
}

/** Go's own version decides; a module of a newer one is only a folder of files here. */
const GO = { ...process.env, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };

/** The manifests of an installation, as one text. Go verifies the module; nothing of it is kept in this repository. */
export async function manifestsOf(upstream: Upstream, helm: string): Promise<string> {
  const folder = await moduleFolder(upstream.module, upstream.version);
  if (upstream.chart === undefined) {
    const texts = await Promise.all((upstream.files ?? []).map((file) => textsIn(join(folder, file))));
    return texts.flat().join('\n---\n');
  }
  const { namespace = 'default', set = [] } = upstream;
  const values = set.flatMap((value) => ['--set', value]);
  const { stdout } = await run(helm, [
    'template',
    'release',
    join(folder, upstream.chart),
    '--namespace',
    namespace,
    '--include-crds',
    '--kube-version',
    '1.35.0',
    ...values,
  ]);
  return stdout;
}

/** Helm, built once into the cache of the cluster's programs. */
export async function ensureHelm(): Promise<string> {
  const folder = join(cacheDir(), HELM.slice(HELM.lastIndexOf('@') + 1), 'helm');
  const program = join(folder, 'helm');
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(program)) await run('go', ['install', HELM], { env: { ...GO, GOBIN: folder } });
  });
  return program;
}

async function moduleFolder(module: string, version: string): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', `${module}@${version}`], {
    env: GO,
    cwd: tmpdir(),
  });
  const { Dir } = JSON.parse(stdout) as { Dir?: string };
  if (Dir === undefined)
    throw new ClusterError(`no folder of ${module}@${version}`, 'try again with a network');
  return Dir;
}

async function textsIn(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [await readFile(path, 'utf8')];
  const files = (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /^(?!kustomization).*\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(files.map((file) => readFile(file, 'utf8')));
}
