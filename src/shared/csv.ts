/**
 * One record of CSV as Go reads and writes it (encoding/csv with its defaults), which is how pflag reads lists: a field in double quotes
 * loses them, and a quote anywhere else is an error. Undefined where Go returns an error. Leading empty lines are skipped; text after the
 * first record is not read.
 */
export function readCsv(text: string): string[] | undefined {
  const fields: string[] = [];
  let at = /^(?:\r?\n)*/.exec(text)?.[0].length ?? 0;
  if (at === text.length) return [];
  for (;;) {
    const field = text[at] === '"' ? QUOTED : BARE;
    field.lastIndex = at;
    const match = field.exec(text);
    if (!match) return undefined;
    const [whole, own = '', end = ''] = match;
    fields.push(field === QUOTED ? own.replaceAll('""', '"') : own);
    if (end !== ',') return fields;
    at += whole.length;
  }
}

const QUOTED = /"((?:[^"]|"")*)"(,|\r?\n|$)/y;
const BARE = /([^",\r\n]*)(,|\r?\n|$)/y;

/** The record of these fields, quoted where required to read the same fields back. */
export function writeCsv(fields: readonly string[]): string {
  return fields
    .map((field) => (/^\s|[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
}
