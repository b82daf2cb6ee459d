import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatter } from './formatted.ts';

/** File (relative to the root) -> text before formatting. */
export type Outputs = Map<string, string>;

/** The formatter would pad every cell of their tables to the longest, which is a page long; they are also in .prettierignore. */
const UNPADDED = new Set(['docs/collectors.md', 'docs/coverage.md', 'docs/checks/by-framework.md']);
/** The formatter does not support images. */
const isPlain = (file: string) => UNPADDED.has(file) || file.endsWith('.svg');

const onlyChecks = () => process.argv.includes('--check');

/** Writes outdated files, or nothing with `--check` on the command line; returns their names. */
export async function writeStale(root: string, outputs: Outputs): Promise<string[]> {
  const stale: string[] = [];
  const memory = await formatter(root);
  for (const [file, text] of outputs) {
    const path = join(root, file);
    const present = await readFile(path, 'utf8').catch(() => '');
    const wanted = isPlain(file) ? text : await memory.differing(file, text, present);
    if (wanted === undefined || wanted === present) continue;
    stale.push(file);
    if (!onlyChecks()) await writeFile(path, wanted);
  }
  await memory.save();
  return stale;
}

/** Prints the written files. With `--check`, outdated files cause exit code 1. */
export function report(stale: readonly string[]): void {
  if (onlyChecks() && stale.length > 0) {
    console.error(`out of date, run npm run generate: ${stale.join(', ')}`);
    process.exitCode = 1;
  } else {
    console.log(stale.length === 0 ? 'generated files are up to date' : `wrote ${stale.join(', ')}`);
  }
}
