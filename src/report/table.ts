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

/** cli-table3 compares every row with every other; a long table is drawn in parts of so many, of the same widths. */
const PART = 200;

/**
 * A table as kubectl draws it: upper-case headers, three spaces between columns, no lines. Cells are safe text already.
 * Nothing is cut: the terminal wraps what is too long.
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

/** A row with cells of several lines as so many rows: cli-table3 measures all of a cell again for each of its lines. */
function linesOf(row: readonly string[]): string[][] {
  const cells = row.map((cell) => cell.split('\n'));
  return Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, line) =>
    startedSafely(cells.map((cell) => cell[line] ?? '')),
  );
}

/** What stands first on a line begins it, however far to the right. */
function startedSafely(cells: string[]): string[] {
  const first = cells.findIndex((cell) => cell.trim() !== '');
  return cells.map((cell, column) => (column === first ? lineStart(cell) : cell));
}

/** Columns of the screen that the widest cell takes. */
function widthOf(lines: readonly (readonly string[])[], column: number): number {
  let widest = 0;
  for (const { [column]: cell = '' } of lines) {
    // Measuring takes long, and no text is wider than two columns a unit.
    if (cell.length * 2 > widest)
      widest = Math.max(widest, PLAIN.test(cell) ? cell.length : stringWidth(cell));
  }
  return widest;
}

const PLAIN = /^[ -~]*$/;

/** Columns between two cells. */
export const GAP = 3;
const MIN_WIDTH = 6;
/** A name that is cut down to this is still known again. */
const MIN_NAME = 11;

/**
 * Shortens cells until a row fits into `width` columns; an ellipsis stands where something was cut. Columns of names give
 * way first, then the widest of all. For summaries that name the command with the full text. Cells are safe text without
 * colour.
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

/** Do these rows fit into `width` columns when nothing but names is shortened? */
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

/** Cuts the middle out of a text that is too long: generated names differ at their ends. */
export function clip(text: string, width: number): string {
  if (text.length <= width) return text;
  const end = Math.floor((width - 1) / 3);
  return `${text.slice(0, width - 1 - end)}…${end > 0 ? text.slice(-end) : ''}`;
}
