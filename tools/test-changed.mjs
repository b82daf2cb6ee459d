// Runs the tests affected by a change: `npm run test:changed [-- BASE]`. The change is the difference to BASE (HEAD by default), including
// untracked files. Jest follows imports; files that tests read directly are listed below.
import { execFileSync, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Path prefix -> tests that read such files without importing them. */
const READERS = [
  ['docs/checks/', 'test/checks/catalogue.test.ts'],
  ['examples/rules/', 'test/rules/fixtures.test.ts'],
  ['examples/ci/', 'test/tools/ci-recipes.test.ts'],
  ['README.md', 'test/tools/ci-recipes.test.ts'],
  ['package-lock.json', 'test/tools/lock-file.test.ts'],
  ['test/cluster/variants/', 'test/replay/recorded.test.ts'],
  ['test/fixtures/snapshots/', 'test/replay/recorded.test.ts'],
  ['src/', 'test/arch/arrows.test.ts'],
  ['src/', 'test/cli/program.test.ts'],
  ['bin/', 'test/cli/program.test.ts'],
  ['tools/', 'test/tools/generate.test.ts'],
  ['package.json', 'test/tools/suites.test.ts'],
  ['.ci/', 'test/tools/suites.test.ts'],
];

const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const base = process.argv[2] ?? 'HEAD';
const changed = [
  ...git('diff', '--name-only', '--diff-filter=d', base),
  ...git('ls-files', '--others', '--exclude-standard'),
];
const readers = READERS.filter(([start]) => changed.some((file) => file.startsWith(start))).map(
  ([, test]) => test,
);
const files = [...new Set([...changed.filter((file) => /\.(?:ts|mjs|cjs|json)$/.test(file)), ...readers])];
if (files.length === 0) {
  console.log(`nothing that a test reads differs from ${base}`);
} else {
  const { status } = spawnSync(process.execPath, ['tools/jest.mjs', 'unit', '--findRelatedTests', ...files], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
