import { printable } from '../../shared/text.ts';
import type { ReportOptions } from '../options.ts';
import { paint, screenWidth } from '../options.ts';
import { wrap } from '../text.ts';

/** A label and its values, one per line; without values it is left out. */
export type Field = readonly [label: string, values: readonly string[]];

/** Lines of `kubectl describe`: labels in one column, values in another, long values wrapped. Texts are sanitized here. */
export function fieldLines(fields: readonly Field[], options: ReportOptions, indent = ''): string[] {
  const shown = fields.filter(([, values]) => values.length > 0);
  const column = indent.length + Math.max(0, ...shown.map(([label]) => label.length)) + 3;
  return shown.flatMap(([label, values]) => {
    const [first = '', ...more] = values.flatMap((value) => valueLines(value, options, column));
    const head = `${indent}${label}:`.padEnd(column);
    return [`${head}${first}`.trimEnd(), ...more.map((line) => `${' '.repeat(column)}${line}`)];
  });
}

function valueLines(value: string, options: ReportOptions, column: number): string[] {
  return printable(value)
    .split('\n')
    .flatMap((line) => wrap(line, Math.max(30, screenWidth(options) - column), ''));
}

/** A heading with lines below it; nothing without lines. */
export function block(title: string, lines: readonly string[], options: ReportOptions): string[] {
  return lines.length === 0 ? [] : [paint(options, 'bold', `${title}:`), ...lines];
}
