import { createGunzip } from 'node:zlib';

/** How compressed input ended; valid after the last chunk. */
export interface GunzipState {
  /** Set when the data is truncated, damaged or a bomb; everything before that was delivered. */
  fault?: string;
}

/** Compressed bytes per call of the decoder: deflate expands them at most 1,032 times. */
const SLICE = 16 * 1024;
/** The expansion is checked each time this much was decoded. */
const WINDOW = 64 * 1024 * 1024;
/** Lists of thousands of equal pods shrink to a hundredth; only crafted data shrinks to less than this part. */
const MAX_RATIO = 250;

/**
 * Decompresses chunk by chunk. Unlike a stream in a pipeline it loses nothing of what was decoded before an error, and
 * reports an error in `state` instead of throwing: half a snapshot is still useful.
 */
export async function* gunzip(input: AsyncIterable<Buffer>, state: GunzipState): AsyncGenerator<Buffer> {
  const decoder = createGunzip();
  let ready: Buffer[] = [];
  let fault: Error | undefined;
  decoder.on('data', (piece: Buffer) => ready.push(piece));
  const ended = new Promise<void>((resolve) => {
    decoder.once('end', resolve);
    decoder.once('error', (error: Error) => {
      fault = error;
      resolve();
    });
  });
  const take = (): Buffer[] => {
    const pieces = ready;
    ready = [];
    return pieces;
  };
  const window = { taken: 0, given: 0 };
  try {
    for await (const slice of slices(input)) {
      await Promise.race([ended, new Promise<void>((resolve) => decoder.write(slice, () => resolve()))]);
      const pieces = take();
      if (isBomb(window, slice, pieces)) {
        state.fault = `it unpacks to more than ${MAX_RATIO} times its size, which no real data does; the rest is not read`;
        return;
      }
      yield* pieces;
      if (fault !== undefined) break;
    }
    if (fault === undefined) {
      decoder.end();
      await ended;
      yield* take();
    }
    if (fault !== undefined) {
      const code = (fault as { code?: unknown }).code;
      state.fault =
        code === 'Z_BUF_ERROR' ? 'the compressed data is cut off' : 'the compressed data is damaged';
    }
  } finally {
    decoder.destroy();
  }
}

async function* slices(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of input)
    for (let at = 0; at < chunk.length; at += SLICE) yield chunk.subarray(at, at + SLICE);
}

/** Updates the window; true when a full window was decoded from too few bytes. */
function isBomb(window: { taken: number; given: number }, slice: Buffer, pieces: readonly Buffer[]): boolean {
  window.taken += slice.length;
  for (const { length } of pieces) window.given += length;
  if (window.given < WINDOW) return false;
  const bomb = window.given > window.taken * MAX_RATIO;
  window.taken = 0;
  window.given = 0;
  return bomb;
}
