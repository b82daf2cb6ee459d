// Runs the tests of a suite: `node tools/jest.mjs SUITE [ARG...]`, with jest's arguments. The suites are in suites.mjs.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [suite = 'unit', ...args] = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    fileURLToPath(import.meta.resolve('jest/bin/jest')),
    ...args,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ARCHMAP_SUITE: suite } },
);
process.exitCode = status ?? 1;
