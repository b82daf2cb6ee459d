import { createGunzip } from 'node:zlib';

/** How compressed input ended; read it after the last piece. */
export interface GunzipState {
  /** Set when the data is cut off or damaged; everything before that was delivered. */
  fault?: string;
}

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
  try {
    for await (const chunk of input) {
      await Promise.race([ended, new Promise<void>((resolve) => decoder.write(chunk, () => resolve()))]);
      yield* take();
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
