/**
 * Writes a snapshot: gzip of one JSON document a line, as a stream. A file is written aside and renamed when it is
 * complete, readable by its owner only; on any error nothing is left behind.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { lstat, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ArchmapError, messageOf } from '../shared/errors.ts';
import { snapshotLines } from './lines.ts';
import type { Snapshot } from './types.ts';

export interface WriteOptions {
  /** Stops writing; the file is then removed and `cancelled` is thrown. */
  signal?: AbortSignal;
}

/** Lines are handed on in pieces of about this size, in UTF-16 code units. */
const PIECE = 64 * 1024;

/**
 * Writes to a path, or to a stream (stdout), which is left open. Names that end in `.jsonl` or `.ndjson` are written
 * without compression. Throws ArchmapError `output` (or `cancelled`); a closed pipe is no error.
 */
export async function writeSnapshot(
  snapshot: Snapshot,
  destination: string | NodeJS.WritableStream,
  options: WriteOptions = {},
): Promise<void> {
  if (typeof destination === 'string') await writeFile(snapshot, destination, options);
  else await writeStream(snapshot, destination, options);
}

async function writeStream(
  snapshot: Snapshot,
  stream: NodeJS.WritableStream,
  { signal }: WriteOptions,
): Promise<void> {
  if ('isTTY' in stream && stream.isTTY === true) {
    throw new ArchmapError(
      'output',
      'a snapshot is compressed data and the terminal cannot show it',
      'redirect standard output, or name a file',
    );
  }
  try {
    await pipeline(
      [source(snapshot), ...encoders(true), stream],
      signal === undefined ? { end: false } : { end: false, signal },
    );
  } catch (error) {
    if (!isClosedPipe(error)) throw outputError('standard output', error, signal);
  }
}

async function writeFile(snapshot: Snapshot, path: string, { signal }: WriteOptions): Promise<void> {
  const target = await resolveTarget(path);
  const compressed = !/\.(?:jsonl|ndjson)$/i.test(path);
  const pipelineOptions = signal === undefined ? {} : { signal };
  if (target.special) {
    // A device or a named pipe cannot be replaced; it takes the bytes as they come.
    try {
      await pipeline(
        [source(snapshot), ...encoders(compressed), createWriteStream(target.path)],
        pipelineOptions,
      );
    } catch (error) {
      if (!isClosedPipe(error)) throw outputError(path, error, signal);
    }
    return;
  }
  const aside = join(dirname(target.path), `.${basename(target.path)}.${randomBytes(6).toString('hex')}.tmp`);
  let created = false;
  try {
    const file = await open(aside, 'wx', 0o600);
    created = true;
    // The stream owns the handle and closes it; `flush` = fsync before that.
    await pipeline(
      [source(snapshot), ...encoders(compressed), file.createWriteStream({ flush: true })],
      pipelineOptions,
    );
    signal?.throwIfAborted();
    await rename(aside, target.path);
  } catch (error) {
    if (created) await rm(aside, { force: true });
    throw outputError(path, error, signal);
  }
}

/** Where to write: behind a symbolic link, which stays one. */
async function resolveTarget(path: string): Promise<{ path: string; special: boolean }> {
  if (path === '')
    throw new ArchmapError(
      'output',
      'the name of the output file is empty',
      'name a file, or - for standard output',
    );
  try {
    const real = await realpath(path);
    const info = await lstat(real);
    if (info.isDirectory()) {
      throw new ArchmapError(
        'output',
        `${path} is a directory`,
        'name a file in it, e.g. cluster.archmap.gz',
      );
    }
    return { path: real, special: !info.isFile() };
  } catch (error) {
    if (error instanceof ArchmapError) throw error;
    return { path, special: false };
  }
}

function source(snapshot: Snapshot): Readable {
  return Readable.from(pieces(snapshot), { objectMode: false });
}

function* pieces(snapshot: Snapshot): Generator<Buffer> {
  let piece = '';
  for (const line of snapshotLines(snapshot)) {
    piece += line + '\n';
    if (piece.length >= PIECE) {
      yield Buffer.from(piece);
      piece = '';
    }
  }
  if (piece !== '') yield Buffer.from(piece);
}

function encoders(compressed: boolean): Transform[] {
  return compressed ? [createGzip({ level: 6 }), anySystem()] : [];
}

/** Byte 9 of a gzip header names the operating system; `unknown` makes the bytes equal everywhere. The time is 0 already. */
function anySystem(): Transform {
  let at = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (at <= 9 && at + chunk.length > 9) chunk[9 - at] = 0xff;
      at += chunk.length;
      done(null, chunk);
    },
  });
}

function isClosedPipe(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ERR_STREAM_DESTROYED';
}

/** What went wrong, in our words: the system's name the file that we write aside, which nobody knows. */
const FAULTS: Readonly<Record<string, { what: (path: string) => string; hint: string }>> = {
  ENOENT: {
    what: (path) => `the folder ${dirname(path)} does not exist`,
    hint: 'create it first, or name another file',
  },
  ENOTDIR: {
    what: (path) => `${dirname(path)} is no folder, or lies below a file`,
    hint: 'name another file',
  },
  EACCES: { what: () => 'permission denied', hint: 'choose a place that you may write to' },
  EPERM: { what: () => 'permission denied', hint: 'choose a place that you may write to' },
  EROFS: { what: () => 'the file system is read-only', hint: 'choose another place' },
  ENOSPC: { what: () => 'the disk is full', hint: 'make room, or choose another place' },
  EDQUOT: { what: () => 'the disk quota is used up', hint: 'make room, or choose another place' },
  ENAMETOOLONG: { what: () => 'the name is too long', hint: 'name it shorter' },
};

function outputError(path: string, error: unknown, signal: AbortSignal | undefined): Error {
  if (error instanceof ArchmapError) return error;
  if (signal?.aborted === true)
    return new ArchmapError('cancelled', 'stopped before the snapshot was written', 'run it again');
  const code = (error as { code?: unknown } | null)?.code;
  const fault = typeof code === 'string' ? FAULTS[code] : undefined;
  const what = fault?.what(path) ?? (typeof code === 'string' ? code : messageOf(error));
  return new ArchmapError('output', `cannot write ${path}: ${what}`, fault?.hint ?? 'name another file', {
    cause: error,
  });
}
