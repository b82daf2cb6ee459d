import { createGunzip } from 'node:zlib';

/** How compressed input ended; read it after the last piece. */
export interface GunzipState {
  /** Set when the data is cut off, damaged or a bomb; everything before that was delivered. */
  fault?: string;
}

/** Compressed bytes given to the decoder at once: deflate makes at most 1,032 times as much of them. */
const SLICE = 16 * 1024;
/** The expansion is looked at each time this much came out. */
const WINDOW = 64 * 1024 * 1024;
/** Lists of thousands of equal pods shrink to a hundredth; only data made for it shrinks to less than this part. */
const MAX_RATIO = 250;

/**
 * Decompresses piece by piece. Unlike a stream in a pipeline it loses nothing of what was decoded before a fault, and a
 * fault is reported in `state`, not thrown: half a snapshot is worth reading.
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

/** Counts on; true when a whole window came out of too few bytes. */
function isBomb(window: { taken: number; given: number }, slice: Buffer, pieces: readonly Buffer[]): boolean {
  window.taken += slice.length;
  for (const { length } of pieces) window.given += length;
  if (window.given < WINDOW) return false;
  const bomb = window.given > window.taken * MAX_RATIO;
  window.taken = 0;
  window.given = 0;
  return bomb;
}
