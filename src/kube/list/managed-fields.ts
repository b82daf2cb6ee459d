const OPEN = Buffer.from('"managedFields":[');
const CLOSE = Buffer.from(']}');
const NEXT_FIELD = Buffer.from('],"');
const [COMMA, QUOTE, BRACE] = [0x2c, 0x22, 0x7d];

/**
 * A page of typed objects without their `metadata.managedFields`, removed as bytes: that is half of a page, and parsing it costs more than
 * finding it. The API server writes it as the last field of `metadata`; it contains only objects, so the first `]}` that is followed by
 * another field or by `}` is its end. Anything else stays unchanged, and the caller must parse the original when the result does not parse.
 */
export function cutManagedFields(page: Buffer): Buffer {
  const parts: Buffer[] = [];
  let kept = 0;
  let from = page.indexOf(OPEN);
  while (from !== -1) {
    const end = endOf(page, from + OPEN.length);
    if (end === -1) break;
    if (page[from - 1] === COMMA) {
      parts.push(page.subarray(kept, from - 1));
      kept = end;
    }
    from = page.indexOf(OPEN, end);
  }
  if (parts.length === 0) return page;
  parts.push(page.subarray(kept));
  return Buffer.concat(parts);
}

/** Index after the closing bracket, -1 when there is none or when it is not the last field of its object. */
function endOf(page: Buffer, start: number): number {
  const end = bracketAtEnd(page, start);
  // managedFields contains no arrays, so a bracket before a field closes it, and the end that was found belongs to something else.
  return end !== -1 && page.subarray(start, end).includes(NEXT_FIELD) ? -1 : end;
}

function bracketAtEnd(page: Buffer, start: number): number {
  for (let at = page.indexOf(CLOSE, start); at !== -1; at = page.indexOf(CLOSE, at + 1)) {
    const next = page[at + 2];
    if (next === BRACE) return at + 1;
    // Inside a string the quote would end it, and a letter cannot follow: this is the next field of the object.
    if (next === COMMA && page[at + 3] === QUOTE && isLetter(page[at + 4])) return at + 1;
  }
  return -1;
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a));
}
