/** A part of JSON text that may be spread over many chunks of the input. */
import { joined } from './lines.ts';

/** Longest element or document, in bytes; etcd accepts objects of 1.5 MB, and no known limit is a tenth of this. */
export const MAX_PIECE = 32 * 1024 * 1024;
/** Longest piece that is repaired line by line when it cannot be parsed. */
const MAX_REPAIRED = 4 * 1024 * 1024;

export class Piece {
  private parts: Buffer[] = [];
  private length = 0;

  add(chunk: Buffer, from: number, to: number): void {
    if (to <= from) return;
    this.length += to - from;
    if (this.length <= MAX_PIECE) this.parts.push(chunk.subarray(from, to));
    else this.parts = [];
  }

  get size(): number {
    return this.length;
  }

  get tooLong(): boolean {
    return this.length > MAX_PIECE;
  }

  text(): string {
    return joined(this.parts).toString('utf8');
  }

  /** The value; `mended` = number of lines removed for it; undefined when there is none. */
  parse(): { value: unknown; mended: number } | undefined {
    if (this.tooLong) return undefined;
    const whole = this.text();
    const value = tryParse(whole);
    if (value !== undefined) return { value, mended: 0 };
    if (whole.length > MAX_REPAIRED) return undefined;
    // Where the next element marked its end, it contains the comma between them.
    const text = whole.replace(/,\s*$/, '');
    const lines = text.split('\n');
    const kept = lines.filter((line) => JSON_LINE.test(line));
    const mended = lines.length - kept.length;
    if (mended === 0 || kept.length < 2) return undefined;
    const repaired = tryParse(kept.join('\n'));
    return repaired === undefined ? undefined : { value: repaired, mended };
  }
}

/** Form of a line of indented JSON: a key, a value or an opening bracket, closing brackets, a comma. */
const JSON_LINE =
  /^\s*(?:"(?:[^"\\]|\\.)*"\s*:\s*)?(?:[{[]|"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)?\s*[}\]]*\s*,?\s*$/;

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
