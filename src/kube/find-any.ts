/**
 * Searches for many texts in one pass over the bytes (Wu and Manber, 1994): pages have megabytes and a client key alone has hundreds of
 * spellings, so that one search for each would cost more than all other processing of a page.
 */

/** Bytes from `start` to before `end`. */
export interface Place {
  start: number;
  end: number;
}

/** Number of bytes that determine the next step. */
const BLOCK = 3;
const TABLE = 1 << 16;
/** Maximum of a table entry (one byte). */
const FARTHEST = 255;

/**
 * A search for these needles, each of at least three bytes. It returns the places in order; overlapping or adjacent places are merged.
 * Without needles it finds nothing.
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

/** Per block, the distance within which no needle can end; and the needles with this block at the end of their window. */
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

/** Starts are in ascending order. */
function add(found: Place[], start: number, end: number): void {
  const last = found.at(-1);
  if (last && start <= last.end) last.end = Math.max(last.end, end);
  else found.push({ start, end });
}
