/** A parsed value takes some sixty bytes of memory, however short its text is: `{},` makes twenty of three bytes one. */
const BYTES_A_VALUE = 5;
/** Fewer values than this are no burden. */
const HARMLESS = 100_000;
/** Up to this size a few windows tell; a larger text is looked through. */
const SAMPLED_BYTES = 4 * 1024 * 1024;
const WINDOWS = 8;
const WINDOW_BYTES = 16 * 1024;

/**
 * Whether JSON is made of so many and so short values that it would take many times its size in memory once parsed. Objects
 * of Kubernetes have fifteen bytes and more a value; numbers, texts and names together are never under five.
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

/** Commas and opening brackets: about as many as there are values. */
function valuesIn(json: Buffer, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const byte = json[i];
    if (byte === 0x2c || byte === 0x7b || byte === 0x5b) count++;
  }
  return count;
}
