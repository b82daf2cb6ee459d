/** Lines of a stream of bytes, with a bound on their length. */
export interface Line {
  text: string;
  /** 1-based. */
  number: number;
  /** Longer than the bound; `text` is empty. */
  tooLong: boolean;
  /** The last line, without a line feed after it. */
  open: boolean;
}

export async function* readLines(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 1;
  const take = (open: boolean): Line => {
    const tooLong = length > maxBytes;
    const text = tooLong ? '' : joined(parts).toString('utf8');
    parts = [];
    length = 0;
    return { text, number: number++, tooLong, open };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, start)) {
      length += at - start;
      if (length <= maxBytes) parts.push(chunk.subarray(start, at));
      yield take(false);
      start = at + 1;
    }
    length += chunk.length - start;
    if (length <= maxBytes) parts.push(chunk.subarray(start));
    else parts = [];
  }
  if (length > 0) yield take(true);
}

/** One buffer of several; a single one is not copied. */
export function joined(parts: readonly Buffer[]): Buffer {
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
}
