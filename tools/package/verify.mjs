// What must be true of every archive before it is released; the program itself can be started on its own platform only.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executableProblems } from './executable-format.mjs';

/** Files of every archive in addition to the executable. */
const FILES = ['LICENSE', 'LICENSE-node', 'THIRD_PARTY_NOTICES.md', 'examples/demo/demo.archmap.gz'];

/** Problems of an archive, empty when there are none: its entries, its files and the format of the executable. */
export function archiveProblems(file, platform) {
  const listing = execFileSync('tar', ['-tvzf', file], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const problems = listingProblems(listing);
  if (problems.length > 0) return problems;
  const folder = mkdtempSync(join(tmpdir(), 'archmap-verify-'));
  try {
    execFileSync('tar', ['-xzf', file, '-C', folder]);
    const missing = [...FILES, platform.executable].filter((name) => !existsSync(join(folder, name)));
    if (missing.length > 0) return missing.map((name) => `${name} is missing`);
    const executable = join(folder, platform.executable);
    if ((statSync(executable).mode & 0o111) !== 0o111) problems.push('the program is not executable');
    return [...problems, ...executableProblems(readFileSync(executable), platform)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Entries that krew rejects, in the output of `tar -tv`: links, devices, absolute paths and paths out of the folder. */
export function listingProblems(listing) {
  return listing
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const name = line.trim().split(/\s+/).slice(5).join(' ');
      if (!/^[-d]/.test(line)) return [`${name} is neither a file nor a folder`];
      if (name.startsWith('/') || name.split('/').includes('..')) return [`${name} leaves the folder`];
      return [];
    });
}
