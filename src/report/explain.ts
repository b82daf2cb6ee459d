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
    checks.map(({ id, severity, control }) => [id, paint(options, severity, severity), control]),
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
  { id, title, control, severity, references }: CheckInfo,
  page: string,
  options: ReportOptions,
): string {
  const width = Math.min(options.width ?? 80, 100);
  const facts = [
    paint(options, 'bold', control),
    `Risk: ${title}`,
    `${id}, severity ${paint(options, severity, severity)}`,
    ...wrap(
      `References: ${references.map(({ framework, id: number, url }) => `${framework === 'docs' ? '' : `${framework} `}${number}${url ? ` <${url}>` : ''}`).join('; ')}`,
      width,
      '  ',
    ),
  ];
  return [...facts, '', ...pageLines(page, width, options)].join('\n').trimEnd();
}

/** Markdown for a terminal: headings in capitals, paragraphs wrapped, code blocks indented and otherwise unchanged. */
export function pageLines(page: string, width: number, options: ReportOptions): string[] {
  const lines: string[] = [];
  let last: PageLine['part'] | undefined;
  for (const { text, part } of pageParts(page)) {
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
  return text === '' ? [''] : wrap(text, width, text.startsWith('- ') ? '  ' : '');
}
