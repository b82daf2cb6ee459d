import Table from 'cli-table3';
import stringWidth from 'string-width';
import { lineStart } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';

const NO_TOP = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '' };
const NO_BOTTOM = { bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' };
const NO_BORDERS = {
  ...NO_TOP,
  ...NO_BOTTOM,
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '   ',
};

/** cli-table3 compares every row with every other; a long table is rendered in parts of this size, with equal widths. */
const PART = 200;

/**
 * A table in kubectl's layout: upper-case headers, three spaces between columns, no borders. Cells are already sanitized. Nothing is
 * truncated: the terminal wraps long lines.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: ReportOptions,
): string {
  if (rows.length === 0) return '';
  const padding = options.borders ? 1 : 0;
  const lines = rows.flatMap(linesOf);
  const all = options.headers ? [head, ...lines] : lines;
  const colWidths = head.map((_, column) => widthOf(all, column) + 2 * padding);
  const parts = Array.from({ length: Math.ceil(lines.length / PART) }, (_, index) => {
    const [first, last] = [index === 0, (index + 1) * PART >= lines.length];
    const drawn = new Table({
      ...(options.headers && first && { head: head.map((name) => paint(options, 'bold', name)) }),
      colWidths,
      style: { head: [], border: [], 'padding-left': padding, 'padding-right': padding, compact: true },
      chars: options.borders ? { ...(!first && NO_TOP), ...(!last && NO_BOTTOM) } : NO_BORDERS,
    });
    for (const line of lines.slice(index * PART, (index + 1) * PART)) drawn.push(line);
    return drawn.toString();
  });
  return parts
    .join('\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Splits a row with multi-line cells: cli-table3 measures the complete cell again for each of its lines. */
function linesOf(row: readonly string[]): string[][] {
  const cells = row.map((cell) => cell.split('\n'));
  return Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, line) =>
    startedSafely(cells.map((cell) => cell[line] ?? '')),
  );
}

/** The first text on a line begins it, whatever its indent. */
function startedSafely(cells: string[]): string[] {
  const first = cells.findIndex((cell) => cell.trim() !== '');
  return cells.map((cell, column) => (column === first ? lineStart(cell) : cell));
}

/** Screen columns of the widest cell. */
function widthOf(lines: readonly (readonly string[])[], column: number): number {
  let widest = 0;
  for (const { [column]: cell = '' } of lines) {
    // Measuring is slow, and no text is wider than two columns per code unit.
    if (cell.length * 2 > widest)
      widest = Math.max(widest, PLAIN.test(cell) ? cell.length : stringWidth(cell));
  }
  return widest;
}

const PLAIN = /^[ -~]*$/;

/** Columns between two cells. */
export const GAP = 3;
const MIN_WIDTH = 6;
/** Minimum recognizable length of a truncated name. */
const MIN_NAME = 11;

/**
 * Truncates cells until a row fits into `width` columns, with an ellipsis. Columns of names are truncated first, then the widest column.
 * For summaries that name the command for the complete text. Cells are sanitized and without color.
 */
export function fit(
  rows: readonly (readonly string[])[],
  width: number,
  names: readonly number[] = [],
): string[][] {
  const widths = widthsOf(rows);
  const total = () => totalOf(widths);
  const shrink = (columns: readonly number[], narrowest: number) => {
    while (total() > width) {
      const widest = Math.max(...columns.map((column) => widths[column] ?? 0));
      if (widest <= narrowest) break;
      const column = columns.find((one) => widths[one] === widest) ?? 0;
      widths[column] = widest - 1;
    }
  };
  shrink(names, MIN_NAME);
  shrink([...widths.keys()], MIN_WIDTH);
  return rows.map((row) => row.map((cell, column) => clip(cell, widths[column] ?? cell.length)));
}

/** Whether these rows fit into `width` columns when only names are truncated. */
export function fitsByNames(
  rows: readonly (readonly string[])[],
  width: number,
  names: readonly number[],
): boolean {
  const widths = widthsOf(rows).map((one, column) =>
    names.includes(column) ? Math.min(one, MIN_NAME) : one,
  );
  return totalOf(widths) <= width;
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, 0) + GAP * (widths.length - 1);
}

/** Truncates a long text in the middle: generated names differ at their ends. */
export function clip(text: string, width: number): string {
  if (text.length <= width) return text;
  const end = Math.floor((width - 1) / 3);
  return `${text.slice(0, width - 1 - end)}…${end > 0 ? text.slice(-end) : ''}`;
}
