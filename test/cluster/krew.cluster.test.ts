import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBinaries } from './lib/binaries.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const archive = join(root, 'dist/package/archmap_linux_amd64.tar.gz');
const manifest = join(root, 'dist/package/archmap.yaml');

let binaries: Awaited<ReturnType<typeof ensureBinaries>>;
let folder = '';
/** Environment of krew and kubectl: a separate krew root, kubectl as it was built, nothing else of this machine. */
let env: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  binaries = await ensureBinaries();
  await run('npm', ['run', 'package'], { cwd: root });
  folder = await mkdtemp(join(tmpdir(), 'archmap-krew-'));
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
    const bytes = await readFile(archive);
    const server = createServer((_request, response) => response.end(bytes));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const local = join(folder, 'archmap.yaml');
      await copyFile(manifest, local);
      await writeFile(
        local,
        (await readFile(local, 'utf8')).replace(
          /uri: \S+/,
          `uri: http://127.0.0.1:${port}/archmap_linux_amd64.tar.gz`,
        ),
      );
      await run(binaries['validate-krew-manifest'], ['-manifest', local], { env });
      await writeFile(local, (await readFile(local, 'utf8')).replace(/sha256: './, "sha256: 'g"));
      await expect(run(binaries['validate-krew-manifest'], ['-manifest', local], { env })).rejects.toThrow();
    } finally {
      server.close();
    }
  });

  it('the manifest of the tree differs from the installed one in the hash only', async () => {
    const hashless = async (file: string) =>
      (await readFile(file, 'utf8')).replace(/sha256: '[0-9a-f]{64}'/, '');
    expect(await hashless(manifest)).toBe(await hashless(join(root, 'krew-manifest.yaml')));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await readFile(manifest, 'utf8')).toContain(`version: v${version}\n`);
  });
});
