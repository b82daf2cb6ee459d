/** Every test is in one suite, and CI runs all of them. */
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { affectedBy } from '../../tools/affected.mjs';
import { suites } from '../../tools/suites.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFile(join(root, file), 'utf8');

/** The tests that jest itself would run. */
async function filesOf(suite: string, ...more: readonly string[]): Promise<string[]> {
  const args = [join(root, 'tools/jest.mjs'), suite, '--listTests', '--json', ...more];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  return (JSON.parse(stdout) as string[]).map((file) => file.slice(root.length));
}

/** Scripts of package.json, including those that they run by `npm run` or `npm test`. */
async function startedBy(text: string): Promise<string> {
  const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
  const seen = new Set<string>();
  const follow = (line: string): string => {
    const names = [...line.matchAll(/npm (?:run (?:--silent )?)?([\w:-]+)/g)].map(([, name = '']) => name);
    const fresh = names.filter((name) => name in scripts && !seen.has(name));
    for (const name of fresh) seen.add(name);
    return [line, ...fresh.map((name) => follow(scripts[name] ?? ''))].join('\n');
  };
  return follow(text);
}

describe('the suites', () => {
  const names = Object.keys(suites);
  let lists: string[][];
  beforeAll(async () => {
    lists = await Promise.all(names.map((name) => filesOf(name)));
  });

  it('contain every file with tests, each of them once', async () => {
    const all = await readdir(join(root, 'test'), { recursive: true });
    const sources = all.filter((file) => /\.[cm]?[jt]sx?$/.test(file)).map((file) => `test/${file}`);
    const withTests: string[] = [];
    for (const file of sources) {
      const text = await read(file);
      const declares = /^\s*(?:it|test|describe)(?:\.\w+)*\(/m.test(text);
      if (/[.-](?:test|spec)\.\w+$/.test(file) || declares) withTests.push(file);
    }
    expect(withTests.length).toBeGreaterThan(140);
    expect(lists.flat().sort()).toEqual(withTests.sort());
    expect(Math.min(...lists.map((files) => files.length))).toBeGreaterThan(0);
  });

  it.each(names)('%s is run by CI', async (name) => {
    expect(await startedBy(await read('.ci/run'))).toMatch(new RegExp(`tools/jest\\.mjs ${name}\\b`));
  });

  it.each(['unit', 'formats', 'properties'])('%s is run by npm run check', async (name) => {
    expect(await startedBy('npm run check')).toMatch(new RegExp(`tools/jest\\.mjs ${name}\\b`));
  });
});

describe('npm run test:changed', () => {
  it.each([
    ['src/checks/kubelet/read-only-port-open.ts', 'test/checks/catalogue.test.ts'],
    ['src/snapshot/kinds/priority-class.ts', 'test/snapshot/project/kinds.test.ts'],
    ['src/snapshot/kinds/priority-class.ts', 'test/snapshot/kept.test.ts'],
    ['src/addons/catalogue/security.ts', 'test/addons/catalogue.test.ts'],
    ['docs/checks/kubelet/read-only-port-open.md', 'test/checks/catalogue.test.ts'],
    ['docs/checks/kubelet/read-only-port-open.md', 'test/snapshot/kept.test.ts'],
    ['CONTRIBUTING.md', 'test/style/docs.test.ts'],
    ['test/cluster/variants/truth.yaml', 'test/cluster/lib/expected.test.ts'],
  ])('of %s runs %s', async (changed, test) => {
    expect(await filesOf('unit', '--findRelatedTests', ...affectedBy([changed]))).toContain(test);
  });
});
