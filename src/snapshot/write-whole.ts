/** Writes a complete file or none: to a temporary file, then renamed. */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { lstat, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ArchmapError, messageOf } from '../shared/errors.ts';

export interface WholeOptions {
  /** Stops writing; no file remains, and `cancelled` is thrown. */
  signal?: AbortSignal;
  /** Permissions of a new file, minus the umask. */
  mode: number;
}

type Stages = readonly (NodeJS.ReadableStream | NodeJS.ReadWriteStream)[];

/** Writes a text to a file that other users may read. Throws ArchmapError `output` (or `cancelled`); a closed pipe is no error. */
export async function writeText(
  path: string,
  text: string | Iterable<string>,
  signal?: AbortSignal,
): Promise<void> {
  const parts = typeof text === 'string' ? [text] : text;
  await writeWhole(path, () => [Readable.from(parts, { objectMode: false })], {
    mode: 0o666,
    ...(signal && { signal }),
  });
}

/**
 * Writes the output of a chain of streams to a path. A device or a named pipe receives the bytes directly. Throws
 * ArchmapError `output` (or `cancelled`); a closed pipe is no error.
 */
export async function writeWhole(
  path: string,
  stages: () => Stages,
  { signal, mode }: WholeOptions,
): Promise<void> {
  const target = await resolveTarget(path);
  const options = signal === undefined ? {} : { signal };
  if (target.special) {
    // A device or a named pipe cannot be replaced.
    try {
      await pipeline([...stages(), createWriteStream(target.path)], options);
    } catch (error) {
      if (!isClosedPipe(error)) throw outputError(path, error, signal);
    }
    return;
  }
  const aside = join(dirname(target.path), `.${basename(target.path)}.${randomBytes(6).toString('hex')}.tmp`);
  let created = false;
  try {
    const file = await open(aside, 'wx', mode);
    created = true;
    // The stream owns the handle and closes it; `flush` = fsync before that.
    await pipeline([...stages(), file.createWriteStream({ flush: true })], options);
    signal?.throwIfAborted();
    await rename(aside, target.path);
  } catch (error) {
    if (created) await rm(aside, { force: true });
    throw outputError(path, error, signal);
  }
}

/** Where to write: to the target of a symbolic link, which stays a link. */
async function resolveTarget(path: string): Promise<{ path: string; special: boolean }> {
  if (path === '')
    throw new ArchmapError(
      'output',
      'the name of the output file is empty',
      'specify a file, or - for standard output',
    );
  try {
    const real = await realpath(path);
    const info = await lstat(real);
    if (info.isDirectory()) {
      throw new ArchmapError('output', `${path} is a directory`, 'specify a file in it');
    }
    return { path: real, special: !info.isFile() };
  } catch (error) {
    if (error instanceof ArchmapError) throw error;
    return { path, special: false };
  }
}

export function isClosedPipe(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ERR_STREAM_DESTROYED';
}

/** Error texts: those of the system name the temporary file, which is unknown to users. */
const FAULTS: Readonly<Record<string, { what: (path: string) => string; hint: string }>> = {
  ENOENT: {
    what: (path) => `the directory ${dirname(path)} does not exist`,
    hint: 'create it first, or specify another file',
  },
  ENOTDIR: {
    what: (path) => `${dirname(path)} is not a directory`,
    hint: 'specify another file',
  },
  EACCES: { what: () => 'permission denied', hint: 'specify a writable path' },
  EPERM: { what: () => 'permission denied', hint: 'specify a writable path' },
  EROFS: { what: () => 'the file system is read-only', hint: 'specify another path' },
  ENOSPC: { what: () => 'the disk is full', hint: 'free disk space, or specify another path' },
  EDQUOT: { what: () => 'the disk quota is exceeded', hint: 'free disk space, or specify another path' },
  ENAMETOOLONG: { what: () => 'the name is too long', hint: 'use a shorter name' },
};

export function outputError(path: string, error: unknown, signal: AbortSignal | undefined): Error {
  if (error instanceof ArchmapError) return error;
  if (signal?.aborted === true)
    return new ArchmapError('cancelled', 'stopped before everything was written', 'run it again');
  const code = (error as { code?: unknown } | null)?.code;
  const fault = typeof code === 'string' ? FAULTS[code] : undefined;
  const what = fault?.what(path) ?? (typeof code === 'string' ? code : messageOf(error));
  return new ArchmapError('output', `cannot write ${path}: ${what}`, fault?.hint ?? 'specify another file', {
    cause: error,
  });
}
