import { load } from 'js-yaml';

/** One line of a product, as in src/data/addon-releases.ts. */
export interface Line {
  line: string;
  ended?: string;
}

/** Ended lines that stay in the table: an older version has ended as well. */
const KEPT_ENDED = 3;

/** The lines of a product file of endoflife.date: its front matter is YAML, with `releases` newest first. */
export function linesOf(product: string): Line[] {
  const front = /^---\n([\s\S]*?)\n---/.exec(product)?.[1];
  if (front === undefined) throw new Error('the file has no front matter');
  const { releases } = load(front) as { releases?: readonly { releaseCycle?: unknown; eol?: unknown }[] };
  let ended = 0;
  return (releases ?? []).flatMap(({ releaseCycle, eol }) => {
    const line = { line: String(releaseCycle), ...endOf(eol) };
    if (line.ended === undefined) return [line];
    ended += 1;
    return ended > KEPT_ENDED ? [] : [line];
  });
}

/** `eol` is a date, or whether support has ended. */
function endOf(eol: unknown): { ended?: string } {
  if (eol instanceof Date) return { ended: eol.toISOString().slice(0, 10) };
  if (typeof eol === 'string') return { ended: eol };
  return eol === true ? { ended: '' } : {};
}

/** The table with the lines of the row whose source is this product; undefined where it has none. */
export function withLines(table: string, product: string, lines: readonly Line[]): string | undefined {
  const source = table.indexOf(`source: 'https://endoflife.date/${product}',`);
  if (source < 0) return undefined;
  const start = table.indexOf('lines: [', source);
  const end = table.indexOf('],', start);
  const rows = lines.map(({ line, ended }) =>
    ended === undefined ? `{ line: '${line}' }` : `{ line: '${line}', ended: '${ended}' }`,
  );
  return `${table.slice(0, start)}lines: [${rows.join(', ')}${table.slice(end)}`;
}
