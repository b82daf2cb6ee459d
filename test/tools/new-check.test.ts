import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newCheckFiles } from '../../tools/new-check/files.ts';
import { examplesOf } from '../support/example.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-new-check-'));
});
afterEach(() => rm(folder, { recursive: true }));

function newCheck(...words: string[]) {
  return promisify(execFile)(process.execPath, ['tools/run.mjs', 'tools/new-check.ts', ...words], {
    cwd: root,
    env: { ...process.env, ARCHMAP_ROOT: folder },
  });
}

describe('npm run new-check', () => {
  it('writes a check with verdict unknown and a page that the catalogue test rejects', async () => {
    await newCheck('nodes/old-kernel');
    const source = await readFile(join(folder, 'src/checks/nodes/old-kernel.ts'), 'utf8');
    expect(source).toContain("id: 'nodes/old-kernel'");
    expect(source).toContain("verdict: 'unknown'");
    const page = await readFile(join(folder, 'docs/checks/nodes/old-kernel.md'), 'utf8');
    expect(examplesOf(page)).toEqual([]);
  });

  it.each([
    ['api-server/old-flag', 'flag', 'flagCheck'],
    ['api-server/old-plugin', 'plugin', 'pluginCheck'],
    ['api-server/old-count', 'metric', 'metricCheck'],
    ['kubelet/old-setting', 'kubelet-setting', 'kubeletSettingCheck'],
    ['identities/old-rights', 'permission', 'permissionCheck'],
    ['workloads/old-settings', 'workload', 'workloadCheck'],
  ])('writes %s as a check of the family %s', async (id, family, define) => {
    const source = newCheckFiles(id, family).get(`src/checks/${id}.ts`) ?? '';
    expect(source).toContain(`export default ${define}({\n  id: '${id}',`);
    const [, file = ''] = /from '\.\.\/(families\/.*)'/.exec(source) ?? [];
    expect(await readFile(join(root, 'src/checks', file), 'utf8')).toContain(`export function ${define}`);
  });

  it.each([
    ['api-server/old-flag', 'flags', 'there is no family "flags"'],
    ['nodes/old-flag', 'flag', 'are in api-server, controller-manager, scheduler'],
  ])('rejects %s of the family %s', async (id, family, words) => {
    await expect(newCheck(id, family)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(words),
    });
  });

  it('does not overwrite', async () => {
    await newCheck('nodes/old-kernel');
    await expect(newCheck('nodes/old-kernel')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('exists already'),
    });
  });

  it.each(['old-kernel', 'kernel/old', 'nodes/Old', 'nodes/a/b', '../x/y', ''])('rejects %j', async (id) => {
    await expect(newCheck(id)).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: /) });
  });
});
