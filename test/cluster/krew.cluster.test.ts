import { execFile } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { ensureBinaries } from './lib/binaries.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

let binaries: Awaited<ReturnType<typeof ensureBinaries>>;
let folder = '';
let archive = '';
let manifest = '';
/** Environment of krew and kubectl: a separate krew root, kubectl as it was built, nothing else of this machine. */
let env: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  binaries = await ensureBinaries();
  folder = await mkdtemp(join(tmpdir(), 'archmap-krew-'));
  const output = join(folder, 'package');
  await run('npm', ['run', 'package', '--', '--platform', 'linux/amd64', '--output', output], { cwd: root });
  archive = join(output, 'archmap_linux_amd64.tar.gz');
  manifest = join(output, 'archmap.yaml');
  const bin = await mkdtemp(join(folder, 'bin-'));
  await symlink(binaries.kubectl, join(bin, 'kubectl'));
  await symlink(binaries.krew, join(bin, 'kubectl-krew'));
  const krewRoot = join(folder, 'krew');
  env = {
    KREW_ROOT: krewRoot,
    HOME: folder,
    PATH: `${join(krewRoot, 'bin')}:${bin}:/usr/bin:/bin`,
    COLUMNS: '80',
  };
}, 1_800_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('krew', () => {
  it('installs the archive from the manifest, and kubectl archmap runs without Node', async () => {
    await run('kubectl', ['krew', 'install', `--manifest=${manifest}`, `--archive=${archive}`], { env });
    const { stdout: version } = await run('kubectl', ['archmap', '--version'], { env });
    expect(version).toMatch(/^kubectl-archmap \d+\.\d+\.\d+/);
    const { stdout } = await run('kubectl', ['archmap', '--demo'], { env });
    for (const head of ['CONTROL PLANE', 'NODES', 'RISKS', 'Next:']) expect(stdout).toContain(head);
    const { stdout: plugins } = await run('kubectl', ['plugin', 'list'], { env });
    expect(plugins).toContain('kubectl-archmap');
  });

  it("the exit codes reach kubectl's caller", async () => {
    await expect(
      run('kubectl', ['archmap', 'check', '--demo', '--fail-on', 'low'], { env }),
    ).rejects.toMatchObject({ code: 1 });
    await expect(run('kubectl', ['archmap', 'chek'], { env })).rejects.toMatchObject({ code: 2 });
  });

  it('kubectl completes it after `completion install`', async () => {
    await run('kubectl', ['archmap', 'completion', 'install'], { env });
    const { stdout } = await run('kubectl', ['__complete', 'archmap', 'explain', 'etcd/sec'], { env });
    expect(stdout).toContain('etcd/secrets-unencrypted');
  });

  it("the manifest passes krew's own validation, which downloads, unpacks and links it", async () => {
    await served(async (uri) => {
      const local = join(folder, 'archmap.yaml');
      await writeFile(local, (await readFile(manifest, 'utf8')).replace(/uri: \S+/, `uri: ${uri}`));
      await run(binaries['validate-krew-manifest'], ['-manifest', local], { env });
      await writeFile(local, (await readFile(local, 'utf8')).replace(/sha256: ['"]?./, "sha256: 'g"));
      await expect(run(binaries['validate-krew-manifest'], ['-manifest', local], { env })).rejects.toThrow();
    });
  });

  it('installs, upgrades and uninstalls it from an index', async () => {
    const index = join(folder, 'index');
    const indexed = { ...env, KREW_ROOT: join(folder, 'krew-of-index'), KREW_DEFAULT_INDEX_URI: index };
    const krew = async (...args: string[]) =>
      (await run('kubectl', ['krew', ...args], { env: indexed })).stdout;
    await mkdir(join(index, 'plugins'), { recursive: true });
    await run('git', ['init', '-q', index]);
    await served(async (uri) => {
      const text = (await readFile(manifest, 'utf8')).replace(/uri: \S+/, `uri: ${uri}`);
      await publish(index, text);
      await krew('update');
      expect(await krew('search', 'archmap')).toContain('Draw the architecture');
      await krew('install', 'archmap');
      await publish(index, text.replace(/version: v\S+/, 'version: v99.0.0'));
      await krew('update');
      await krew('upgrade', 'archmap');
      expect(await krew('info', 'archmap')).toContain('v99.0.0');
      const link = join(indexed.KREW_ROOT, 'bin/kubectl-archmap');
      expect(await realpath(link)).toContain('/v99.0.0/');
      await run(link, ['--version'], { env });
      await krew('uninstall', 'archmap');
      await expect(lstat(link)).rejects.toThrow('ENOENT');
    });
  });

  it('the manifest differs from that of the tree in the hash and in the other platforms only', async () => {
    const read = async (file: string) => load(await readFile(file, 'utf8')) as Manifest;
    const [made, tree] = [await read(manifest), await read(join(root, 'krew-manifest.yaml'))];
    const [platform] = made.spec.platforms;
    expect(made.spec.platforms).toHaveLength(1);
    expect(platform?.['sha256']).toMatch(/^(?!0+$)[0-9a-f]{64}$/);
    expect({ ...platform, sha256: '' }).toEqual({ ...tree.spec.platforms[0], sha256: '' });
    expect({ ...made, spec: { ...made.spec, platforms: [] } }).toEqual({
      ...tree,
      spec: { ...tree.spec, platforms: [] },
    });
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(made.spec.version).toBe(`v${version}`);
  });
});

interface Manifest {
  spec: { version: string; platforms: Record<string, unknown>[] };
}

/** Serves the archive while `action` runs. */
async function served(action: (uri: string) => Promise<void>): Promise<void> {
  const bytes = await readFile(archive);
  const server = createServer((_request, response) => response.end(bytes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await action(`http://127.0.0.1:${(server.address() as AddressInfo).port}/archmap_linux_amd64.tar.gz`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Commits the manifest to an index. */
async function publish(index: string, text: string): Promise<void> {
  await writeFile(join(index, 'plugins/archmap.yaml'), text);
  const git = (...args: string[]) => run('git', ['-C', index, ...args]);
  await git('add', '.');
  await git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '-qm', 'archmap');
}
