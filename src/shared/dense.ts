/** A parsed value takes about sixty bytes of memory, however short its text is: twenty times the three bytes of `{},`. */
const BYTES_A_VALUE = 5;
/** Fewer values than this need no check. */
const HARMLESS = 100_000;
/** Up to this size a text is sampled; a larger text is scanned completely. */
const SAMPLED_BYTES = 4 * 1024 * 1024;
const WINDOWS = 8;
const WINDOW_BYTES = 16 * 1024;

/**
 * Whether JSON contains so many and so short values that it would take many times its size in memory once parsed. Objects of Kubernetes
 * have fifteen bytes and more per value; numbers, strings and names together always have at least five.
 */
export function isDense(json: Buffer): boolean {
  if (json.length < HARMLESS) return false;
  if (json.length <= SAMPLED_BYTES && !someWindowIsDense(json)) return false;
  const values = valuesIn(json, 0, json.length);
  return values > HARMLESS && values * BYTES_A_VALUE > json.length;
}

function someWindowIsDense(json: Buffer): boolean {
  const step = Math.floor((json.length - WINDOW_BYTES) / (WINDOWS - 1));
  for (let i = 0; i < WINDOWS; i++)
    if (valuesIn(json, i * step, i * step + WINDOW_BYTES) * BYTES_A_VALUE > WINDOW_BYTES) return true;
  return false;
}

/** Number of commas and opening brackets, an estimate of the number of values. */
function valuesIn(json: Buffer, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const byte = json[i];
    if (byte === 0x2c || byte === 0x7b || byte === 0x5b) count++;
  }
  return count;
}
