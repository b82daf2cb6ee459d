/**
 * Writes a snapshot: gzip of one JSON document per line, as a stream. The file is written to a temporary name and renamed
 * when it is complete, readable by its owner only; after an error no file remains.
 */
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ArchmapError } from '../shared/errors.ts';
import { snapshotLines } from './lines.ts';
import { isClosedPipe, outputError, writeWhole } from './write-whole.ts';
import type { Snapshot } from './types.ts';

export interface WriteOptions {
  /** Stops writing; the file is then removed and `cancelled` is thrown. */
  signal?: AbortSignal;
}

/** Lines are passed on in chunks of about this size, in UTF-16 code units. */
const PIECE = 64 * 1024;

/** A snapshot contains sensitive data of a cluster. */
const OWNER_ONLY = 0o600;

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
      'a snapshot is binary data and cannot be written to a terminal',
      'redirect standard output, or specify a file',
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

async function writeFile(snapshot: Snapshot, path: string, options: WriteOptions): Promise<void> {
  const compressed = !/\.(?:jsonl|ndjson)$/i.test(path);
  await writeWhole(path, () => [source(snapshot), ...encoders(compressed)], { ...options, mode: OWNER_ONLY });
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

/** Byte 9 of a gzip header names the operating system; `unknown` makes the bytes equal on every host. The time is 0 already. */
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
