import {
  closeSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';

/**
 * Replaces the old tokens in a kubeconfig and keeps every other byte. Uses kubectl's lock (`FILE.lock`) and replaces the file atomically,
 * with its mode. Returns false if it failed; the file is then unchanged.
 */
export function saveTokens(
  file: string | undefined,
  changes: readonly (readonly [from: string, to: string])[],
): boolean {
  if (file === undefined) return false;
  const lock = `${file}.lock`;
  try {
    closeSync(openSync(lock, 'wx'));
  } catch {
    // Another kubectl is writing, or the folder is read-only.
    return false;
  }
  let aside: string | undefined;
  try {
    const target = realpathSync(file);
    const text = readFileSync(target, 'utf8');
    let changed = text;
    for (const [from, to] of changes) if (from !== '') changed = changed.replaceAll(from, () => to);
    if (changed === text) return false;
    aside = `${target}.archmap-${process.pid}`;
    writeFileSync(aside, changed, { mode: statSync(target).mode & 0o777 });
    renameSync(aside, target);
    return true;
  } catch {
    return false;
  } finally {
    // Already gone after the rename.
    if (aside !== undefined) rmSync(aside, { force: true });
    rmSync(lock, { force: true });
  }
}
