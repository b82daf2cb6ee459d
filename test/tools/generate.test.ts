import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kindConflicts } from '../../tools/generate/kind-places.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PARTS = [
  'src',
  'tools',
  'docs',
  'deploy',
  'test/cluster/variants/truth.yaml',
  'examples',
  'README.md',
  'package.json',
  'tsconfig.json',
  '.prettierrc.json',
];
let copy = '';
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'archmap-generate-'));
  for (const part of PARTS) await cp(join(root, part), join(copy, part), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  // Answers of the formatter that generate has cached; without the cache the same takes longer.
  await cp(join(root, 'dist/.generated.json'), join(copy, 'dist/.generated.json')).catch(() => undefined);
});
afterAll(() => rm(copy, { recursive: true }));

function run(...args: string[]) {
  return promisify(execFile)(process.execPath, ['tools/run.mjs', ...args], { cwd: copy });
}

describe('npm run generate', () => {
  it('requires one run after new-check', async () => {
    await run('tools/new-check.ts', 'nodes/old-kernel');
    await run('tools/generate.ts');
    await run('tools/generate.ts', '--check');
    expect(await readFile(join(copy, 'docs/checks/README.md'), 'utf8')).toContain('nodes/old-kernel');
    expect(await readFile(join(copy, 'src/checks/pages.generated.ts'), 'utf8')).toContain('nodes/old-kernel');
  });
});

describe('a kind of the API', () => {
  it('is declared in one place', () => {
    expect(kindConflicts()).toEqual([]);
  });

  it('in two places is refused with both of them', () => {
    const conflicts = kindConflicts({
      records: [['resourceQuota', ['/ResourceQuota']]],
      read: ['policy/PodDisruptionBudget'],
      named: ['/ResourceQuota', '/LimitRange'],
      apis: ['/LimitRange', '/ResourceQuota', '/Gone'],
    });
    expect(conflicts).toEqual([
      expect.stringMatching(/^\/ResourceQuota is declared in .*kinds\/resource-quota\.ts and in .*named\.ts/),
      expect.stringMatching(/^\/Gone is in CUSTOM_APIS .* in neither read\.ts nor named\.ts/),
    ]);
  });

  it('with settings left in CUSTOM_APIS is refused', () => {
    const conflicts = kindConflicts({
      records: [['resourceQuota', ['/ResourceQuota']]],
      read: [],
      named: [],
      apis: ['/ResourceQuota'],
    });
    expect(conflicts).toEqual([expect.stringMatching(/CUSTOM_APIS .* belong to .*resource-quota\.ts$/)]);
  });
});
