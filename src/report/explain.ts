import type { CheckInfo } from '../result/types.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { table } from './table.ts';
import { wrap } from './words.ts';

export function catalogueTable(checks: readonly CheckInfo[], options: ReportOptions): string {
  return table(
    ['CHECK', 'SEVERITY', 'WHAT IS WRONG'],
    checks.map(({ id, severity, title }) => [id, paint(options, severity, severity), title]),
    options,
  );
}

/** The same list as a Markdown table. */
export function catalogueMarkdown(checks: readonly CheckInfo[]): string {
  const rows = checks.map(({ id, severity, title }) => [`\`${id}\``, severity, title.replaceAll('|', '\\|')]);
  return [['Check', 'Severity', 'What is wrong'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** A page for the terminal: facts first, then the page's own sections with headings and code set off. */
export function checkPage(
  { id, title, severity, references }: CheckInfo,
  page: string,
  options: ReportOptions,
): string {
  const width = Math.min(options.width ?? 80, 100);
  const facts = [
    paint(options, 'bold', title),
    `${id}, severity ${paint(options, severity, severity)}`,
    ...wrap(
      `References: ${references.map(({ framework, id: number, url }) => `${framework === 'docs' ? '' : `${framework} `}${number}${url ? ` <${url}>` : ''}`).join('; ')}`,
      width,
      '  ',
    ),
  ];
  return [...facts, '', ...pageLines(page, width, options)].join('\n').trimEnd();
}

/** Markdown for a terminal: headings in capitals, code set off, paragraphs wrapped. */
export function pageLines(page: string, width: number, options: ReportOptions): string[] {
  let code = false;
  return page
    .split('\n')
    .filter((line) => !line.startsWith('# '))
    .flatMap((line) => {
      if (line.startsWith('```')) {
        code = !code;
        return [];
      }
      if (code) return [`    ${line}`];
      if (line.startsWith('## ')) return [paint(options, 'bold', line.slice(3).toUpperCase())];
      return line === '' ? [''] : wrap(line, width, line.startsWith('- ') ? '  ' : '');
    })
    .filter((line, index, all) => line !== '' || (index > 0 && all[index - 1] !== ''));
}
