/**
 * Many texts searched in one walk over the bytes (Wu and Manber, 1994): pages are megabytes and a client key alone has
 * hundreds of spellings, so that one search for each would cost more than everything else that is done with a page.
 */

/** Bytes from `start` to before `end`. */
export interface Place {
  start: number;
  end: number;
}

/** How many bytes tell how far to go on. */
const BLOCK = 3;
const TABLE = 1 << 16;
/** What a byte of the table holds. */
const FARTHEST = 255;

/**
 * A search for these needles, each of at least three bytes. It gives the places in order; places that overlap or touch are
 * one. Without needles it finds nothing.
 */
export function finderOf(needles: readonly Buffer[]): (bytes: Buffer) => Place[] {
  if (needles.length === 0) return () => [];
  const window = Math.min(...needles.map(({ length }) => length));
  const { steps, endings } = tables(needles, window);
  return (bytes) => {
    const found: Place[] = [];
    let last = window - 1;
    while (last < bytes.length) {
      const hash = hashAt(bytes, last);
      const step = steps[hash] ?? 0;
      if (step === 0) {
        const start = last - window + 1;
        for (const needle of endings.get(hash) ?? [])
          if (isAt(bytes, start, needle)) add(found, start, start + needle.length);
      }
      last += step || 1;
    }
    return found;
  };
}

/** How far no needle can end, by the block before; and which needles have this block at the end of their window. */
function tables(needles: readonly Buffer[], window: number) {
  const steps = new Uint8Array(TABLE).fill(Math.min(window - BLOCK + 1, FARTHEST));
  const endings = new Map<number, Buffer[]>();
  for (const needle of needles) {
    for (let last = BLOCK - 1; last < window; last++) {
      const hash = hashAt(needle, last);
      steps[hash] = Math.min(steps[hash] ?? 0, window - 1 - last);
    }
    const ending = hashAt(needle, window - 1);
    endings.set(ending, [...(endings.get(ending) ?? []), needle]);
  }
  return { steps, endings };
}

function hashAt(bytes: Buffer, last: number): number {
  return (((bytes[last - 2] ?? 0) << 10) ^ ((bytes[last - 1] ?? 0) << 5) ^ (bytes[last] ?? 0)) & (TABLE - 1);
}

function isAt(bytes: Buffer, start: number, needle: Buffer): boolean {
  const end = start + needle.length;
  return end <= bytes.length && bytes.compare(needle, 0, needle.length, start, end) === 0;
}

/** Starts only grow. */
function add(found: Place[], start: number, end: number): void {
  const last = found.at(-1);
  if (last && start <= last.end) last.end = Math.max(last.end, end);
  else found.push({ start, end });
}
