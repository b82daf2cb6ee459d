/** From a path or standard input to chunks of UTF-8 bytes, with any compression. */
import { createReadStream, readFileSync } from 'node:fs';
import { addAbortSignal, Readable } from 'node:stream';
import { gunzip } from './gunzip.ts';
import type { GunzipState } from './gunzip.ts';

/** An input that was opened. Must be consumed or closed. */
export interface OpenInput {
  /** First bytes, up to 64 KiB, decompressed; empty for an empty input. */
  head: Buffer;
  /** Everything, the head included. Can be iterated once. */
  chunks: AsyncIterable<Buffer>;
  state: GunzipState;
  close(): Promise<void>;
}

/** Size of the part that the format is detected by. */
export const HEAD = 64 * 1024;
/** Read at once: a stream costs more than the file, and folders contain tens of thousands. */
const SMALL = 256 * 1024;

/** Opens a file of the given size; undefined for inputs without a size (pipes). System errors are thrown unchanged. */
export async function openFile(
  path: string,
  size: number | undefined,
  signal: AbortSignal,
): Promise<OpenInput> {
  return size !== undefined && size <= SMALL
    ? prepare(inOnePiece(path))
    : prepare(createReadStream(path, { highWaterMark: SMALL, signal }));
}

async function* inOnePiece(path: string): AsyncGenerator<Buffer> {
  yield readFileSync(path);
}

/** As `openFile`, for standard input: a terminal or pipe without data must not keep the process alive after Ctrl-C. */
export async function openStdin(
  stdin: AsyncIterable<Buffer | string>,
  signal: AbortSignal,
): Promise<OpenInput> {
  return prepare(stdin instanceof Readable ? addAbortSignal(signal, stdin) : stdin);
}

/** As `openFile`, for a stream; it is read to its end. */
export async function prepare(stream: AsyncIterable<Buffer | string>): Promise<OpenInput> {
  const state: GunzipState = {};
  let raw = await peek(buffers(stream));
  // Twice: a compressed file may have been compressed again on its way (browsers, artifact stores).
  for (let i = 0; i < 2 && raw.head[0] === 0x1f && raw.head[1] === 0x8b; i++)
    raw = await peek(gunzip(raw.all, state));
  const encoding = encodingOf(raw.head);
  if (encoding !== undefined) raw = await peek(recode(raw.all, encoding));
  const source = raw.all;
  return {
    head: raw.head,
    chunks: source,
    state,
    close: async () => {
      await source.return(undefined);
      // A generator that was never started does not propagate the end, and the file would stay open.
      if (stream instanceof Readable) stream.destroy();
    },
  };
}

async function* buffers(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

/** Reads ahead until the head is full; `all` returns the same chunks again and continues. */
async function peek(source: AsyncGenerator<Buffer>): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  const read: Buffer[] = [];
  let length = 0;
  let done = false;
  while (length < HEAD && !done) {
    const next = await source.next();
    if (next.done === true) done = true;
    else if (next.value.length > 0) {
      read.push(next.value);
      length += next.value.length;
    }
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      yield* read.splice(0);
      if (!done) for await (const chunk of source) yield chunk;
    } finally {
      await source.return(undefined);
    }
  }
  return { head: Buffer.concat(read).subarray(0, HEAD), all: all() };
}

/** PowerShell's `>` writes UTF-16 with a byte order mark. A mark of UTF-8 is removed as well. */
function encodingOf(head: Buffer): 'utf-16le' | 'utf-16be' | 'utf-8' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  return undefined;
}

async function* recode(source: AsyncGenerator<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  try {
    for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
  } finally {
    await source.return(undefined);
  }
}
