import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchmapError, messageOf } from '../shared/errors.ts';

/** Writes a file aside and renames it, mode 0600: readers see the old file or the whole new one, never a half. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const aside = join(dirname(path), `.${randomBytes(6).toString('hex')}.archmap.tmp`);
  try {
    await writeFile(aside, text, { mode: 0o600, flag: 'wx' });
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw new ArchmapError('output', `cannot write ${path}: ${messageOf(error)}`, 'choose another file with -o', { cause: error });
  }
}
