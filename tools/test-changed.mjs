// Runs the tests affected by a change: `npm run test:changed [-- BASE]`. The change is the difference to BASE (HEAD by default), including
// untracked files.
import { execFileSync, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { affectedBy } from './affected.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const base = process.argv[2] ?? 'HEAD';
const changed = [
  ...git('diff', '--name-only', '--diff-filter=d', base),
  ...git('ls-files', '--others', '--exclude-standard'),
];
const files = affectedBy(changed);
if (files.length === 0) {
  console.log(`nothing that a test reads differs from ${base}`);
} else {
  const { status } = spawnSync(process.execPath, ['tools/jest.mjs', 'unit', '--findRelatedTests', ...files], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
