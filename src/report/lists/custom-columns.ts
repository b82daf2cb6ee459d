import { ArchmapError } from '../../shared/errors.ts';
import type { ReportOptions } from '../options.ts';
import { table } from '../table.ts';
import { parsePath } from './jsonpath-parse.ts';
import type { Step } from './jsonpath-parse.ts';
import { valuesAt, valueText } from './jsonpath.ts';

interface Column {
  head: string;
  path: string;
  steps: readonly Step[];
}

/**
 * A table of `kubectl -o custom-columns`: `NAME:.metadata.name,IMAGES:.images[*]`. Missing values are `<none>`; several values are
 * separated by commas. Throws `usage` for an invalid column.
 */
export function customColumns(spec: string, items: readonly object[], options: ReportOptions): string {
  return tableOf(columnsOf(spec), items, options);
}

function tableOf(columns: readonly Column[], items: readonly object[], options: ReportOptions): string {
  return table(
    columns.map(({ head }) => head),
    items.map((item) => columns.map((column) => cell(column, item))),
    options,
  );
}

/** The same from a file: a line of headers, and a line of paths below. Throws `usage`. */
export function customColumnsFromFile(
  text: string,
  items: readonly object[],
  options: ReportOptions,
): string {
  const [heads = [], paths = []] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/));
  if (heads.length === 0 || heads.length !== paths.length)
    throw new ArchmapError(
      'usage',
      `the file of custom columns has ${heads.length} headers and ${paths.length} paths`,
      'write the headers in the first line and one path for each in the second',
    );
  const columns = heads.map((head, index): Column => {
    const path = paths[index] ?? '';
    return { head, path, steps: parsePath(path) };
  });
  return tableOf(columns, items, options);
}

function columnsOf(spec: string): Column[] {
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    const head = part.slice(0, colon).trim();
    const path = part.slice(colon + 1).trim();
    if (colon <= 0 || head === '' || path === '')
      throw new ArchmapError(
        'usage',
        `unexpected custom column "${part}"`,
        'expected <header>:<path>, for example NAME:.name,IMAGES:.images[*]',
      );
    return { head, path, steps: parsePath(path) };
  });
}

function cell({ steps, path }: Column, item: object): string {
  const values = valuesAt(steps, item, path).filter((value) => value !== null);
  return values.length === 0 ? '<none>' : values.map(valueText).join(',');
}
