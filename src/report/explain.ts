import type { ExplainedCheck } from '../result/search.ts';
import type { CheckInfo } from '../result/types.ts';
import type { PageLine } from './blocks.ts';
import { pageParts } from './blocks.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { table } from './table.ts';
import { wrap } from './text.ts';

export function catalogueTable(checks: readonly CheckInfo[], options: ReportOptions): string {
  return table(
    ['CHECK', 'SEVERITY', 'CONTROL'],
    checks.map(({ id, severity, control }) => [
      id,
      paint(options, severity, severity.toUpperCase()),
      control,
    ]),
    options,
  );
}

/** The same list as a Markdown table. */
export function catalogueMarkdown(checks: readonly CheckInfo[]): string {
  const rows = checks.map(({ id, severity, control }) => [
    `\`${id}\``,
    severity,
    control.replaceAll('|', '\\|'),
  ]);
  return [['Check', 'Severity', 'Control'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** A page for the terminal: facts first, then the page's sections with formatted headings and code. */
export function checkPage(
  { id, title, control, severity, severityRange, references }: ExplainedCheck,
  page: string,
  options: ReportOptions,
): string {
  const width = Math.min(options.width ?? 80, 100);
  const facts = [
    paint(options, 'bold', control),
    `Risk: ${title}`,
    id,
    `Default severity: ${paint(options, severity, severity)}${severityRange ? ` (range ${severityRange.lowest} to ${severityRange.highest}, by context)` : ''}`,
    ...wrap(
      `References: ${references.map(({ framework, id: number, url }) => `${framework === 'docs' ? '' : `${framework} `}${number}${url ? ` <${url}>` : ''}`).join('; ')}`,
      width,
      '  ',
    ),
  ];
  return [...facts, '', ...pageLines(page, width, options)].join('\n').trimEnd();
}

/** Markdown for a terminal: headings in capitals, paragraphs wrapped, tables as lists, code blocks indented and otherwise unchanged. */
export function pageLines(page: string, width: number, options: ReportOptions): string[] {
  const lines: string[] = [];
  let last: PageLine['part'] | undefined;
  let header: readonly string[] | undefined;
  for (const { text, part } of pageParts(page)) {
    const row = part === 'text' ? cellsOf(text) : undefined;
    if (row) {
      if (header) lines.push(...rowLines(header, row, width));
      header ??= row;
      last = part;
      continue;
    }
    header = undefined;
    if (part === 'code') lines.push(text === '' ? '' : `    ${text}`);
    else if (part === 'text' && !text.startsWith('# ')) {
      // Consecutive blank lines are merged, except in code.
      if (text !== '' || (lines.length > 0 && (last === 'code' || lines.at(-1) !== '')))
        lines.push(...textLines(text, width, options));
    } else continue;
    last = part;
  }
  return lines;
}

function textLines(text: string, width: number, options: ReportOptions): string[] {
  if (text.startsWith('## ')) return [paint(options, 'bold', text.slice(3).toUpperCase())];
  return text === '' ? [''] : wrap(linksAsText(text), width, text.startsWith('- ') ? '  ' : '');
}

/** The cells of a row of a Markdown table; undefined for a line that is no row. */
function cellsOf(line: string): string[] | undefined {
  if (!/^\|.*\|$/.test(line)) return undefined;
  const inner = line.slice(1, -1);
  return inner.split(/(?<!\\)\|/).map((cell) => linksAsText(cell.replaceAll('\\|', '|').trim()));
}

/** A row below its header, as an item of a list: the first cell, then each other cell under the name of its column. */
function rowLines(
  header: readonly string[],
  [first = '', ...others]: readonly string[],
  width: number,
): string[] {
  if ([first, ...others].every((cell) => /^:?-+:?$/.test(cell))) return [];
  return [
    ...wrap(`- ${first}`, width, '  '),
    ...others.flatMap((cell, index) =>
      wrap(`${header[index + 1] ?? ''}: ${cell}`, width - 2, '  ').map((line) => `  ${line}`),
    ),
  ];
}

/** Links have no target on a terminal, except one to a web page. */
function linksAsText(text: string): string {
  return text.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, target: string) =>
    /^https?:/.test(target) ? `${label} <${target}>` : label,
  );
}
