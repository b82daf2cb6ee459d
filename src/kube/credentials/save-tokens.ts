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
 * Puts new tokens in the place of the old ones in a kubeconfig and leaves every other byte alone. Takes kubectl's lock
 * (`FILE.lock`) and replaces the file in one step, with its mode. False when it could not; nothing is half-written then.
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
    // After the rename it is gone already.
    if (aside !== undefined) rmSync(aside, { force: true });
    rmSync(lock, { force: true });
  }
}
