import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ArchmapError } from '../../shared/errors.ts';
import type { Received } from './http1.ts';

/** The decompressed body. A broken connection becomes an error of this stream. */
export function decoded({ headers, body }: Received): Readable {
  const encoding = headers['content-encoding'];
  if (encoding !== 'gzip' && encoding !== 'x-gzip') return body;
  const gunzip = createGunzip();
  // The reader gets the error from the stream; the callback only prevents that it is thrown.
  pipeline(body, gunzip, () => undefined);
  return gunzip;
}

/** A longer body waits until few others are read: HTTP/2 brings many at a time. */
const LARGE_BYTES = 1024 * 1024;

/** The body exceeded the limit. */
export class TooLarge extends ArchmapError {
  constructor(limit: number, path?: string) {
    super(
      'http',
      `the response${path === undefined ? '' : ` of ${path}`} exceeds ${Math.round(limit / 1024 / 1024)} MiB`,
      'limit the scope with -n',
    );
  }
}

/**
 * The complete body; at most `limit` bytes. `onChunk` gets the bytes received so far, at each chunk, until it returns true. `path` is for
 * the error. `enter` is awaited before more than a mebibyte is read; the function that it returns is called at the end.
 */
export async function collect(
  body: Readable,
  limit: number,
  onChunk?: (head: Buffer) => boolean,
  path?: string,
  enter?: () => Promise<() => void>,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let look = onChunk;
  let leave: (() => void) | undefined;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limit) throw new TooLarge(limit, path);
      if (look?.(chunks.length === 1 ? chunk : Buffer.concat(chunks))) look = undefined;
      if (size > LARGE_BYTES) leave ??= await enter?.();
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
  } finally {
    leave?.();
  }
}

/** The first bytes of a body that need not be read completely. */
export async function beginning(body: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) break;
  }
  return Buffer.concat(chunks, size).subarray(0, limit);
}

/** The body as a stream that fails with `TooLarge` after more than `limit` bytes. */
export function bounded(body: Readable, limit: number): Readable {
  return Readable.from(atMost(body, limit));
}

async function* atMost(body: Readable, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new TooLarge(limit);
    yield chunk;
  }
}
