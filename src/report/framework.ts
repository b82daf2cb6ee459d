/** A framework row by row, for the terminal. */
import type { ExplainedRow, FrameworkReport, FrameworkRow, VerdictKind } from '../result/types.ts';
import { plural, printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { GAP, table } from './table.ts';
import { wrap } from './text.ts';
import { requirementsText } from '../shared/requirement.ts';

const WORDS: Readonly<Record<VerdictKind, string>> = {
  fail: 'FAIL',
  pass: 'pass',
  unknown: 'unknown',
  'not-applicable': 'n/a',
  error: 'ERROR',
};

/** Narrowest column in which a title still reads well. */
const MIN_WIDTH = 30;

/** Every row with its verdict, section by section, totals under each and at the end. `wide` adds why, and what is required to decide it. */
export function frameworkTable(report: FrameworkReport, options: ReportOptions): string {
  const rows = report.sections.flatMap((section) => section.rows);
  const idWidth = Math.max(3, ...rows.map(({ id }) => id.length));
  const blocks = report.sections.map(({ id, title, rows: some, totals }) => {
    const heading = report.sections.length > 1 ? `${id}  ${title}` : title;
    const left = (options.width ?? 0) - idWidth - WORDS.unknown.length - 2 * GAP - (options.borders ? 6 : 0);
    const room = options.wide || options.width === undefined ? Infinity : Math.max(MIN_WIDTH, left);
    const lines = table(
      [
        'ROW',
        'VERDICT',
        options.wide ? 'WHAT SHOULD BE' : 'WHAT SHOULD BE: WHAT IS',
        ...(options.wide ? ['WHAT IS', 'CHECKS'] : []),
      ],
      some.map((row) => cells(row, room, options)),
      options,
    );
    return [
      paint(options, 'bold', printable(heading)),
      lines,
      `${plural(some.length, 'row')}: ${totalsText(totals)}`,
    ].join('\n');
  });
  const whole = report.whole ? '' : ' Only what checks here refer to is listed, not the whole of it.';
  return [
    ...blocks,
    `${report.title} (as of ${report.asOf}): ${plural(rows.length, 'row')}: ${totalsText(report.totals)}.${whole}`,
  ].join('\n\n');
}

function cells(row: FrameworkRow, room: number, options: ReportOptions): string[] {
  const { id, verdict, title, message, requires, checks } = row;
  const word = WORDS[verdict];
  const painted = verdict === 'fail' || verdict === 'error' ? paint(options, 'high', word) : word;
  const need = requires && requires.length > 0 ? ` [${requirementsText(requires, '; ')}]` : '';
  if (options.wide) return [id, painted, printable(title), printable(`${message}${need}`), checks.join(', ')];
  const text = verdict === 'pass' ? title : `${title}: ${message}`;
  return [id, painted, room === Infinity ? printable(text) : wrap(printable(text), room, '').join('\n')];
}

function totalsText(totals: Readonly<Record<VerdictKind, number>>): string {
  return [
    `${totals.fail} failed`,
    `${totals.pass} passed`,
    `${totals.unknown} unknown`,
    `${totals['not-applicable']} not applicable`,
    ...(totals.error > 0 ? [`${totals.error} could not be judged`] : []),
  ].join(', ');
}

/** What stands behind a row, for `explain cis/1.2.15`. */
export function rowPage(row: ExplainedRow, options: ReportOptions): string {
  const { framework, id, title, checks, needs, manual } = row;
  return [
    paint(options, 'bold', title),
    `${framework}, ${id}`,
    '',
    ...(checks.length > 0
      ? ['Answered by:', ...checks.map((check) => `  ${check.id}  ${check.title}`)]
      : ['No check answers it.']),
    ...(needs === undefined
      ? []
      : [
          '',
          `It needs ${needs}, which the Kubernetes API does not show: always unknown, unless a check above fails.`,
        ]),
    ...(manual === undefined ? [] : ['', 'By hand:', `  ${manual}`]),
  ].join('\n');
}

/** The same as Markdown. */
export function rowMarkdown({ framework, id, title, checks, needs, manual }: ExplainedRow): string {
  return [
    `# ${title}`,
    '',
    `${framework}, ${id}`,
    '',
    ...(checks.length > 0
      ? checks.map((check) => `- \`${check.id}\`: ${check.title}`)
      : ['No check answers it.']),
    ...(needs === undefined ? [] : ['', `Needs ${needs}, which the Kubernetes API does not show.`]),
    ...(manual === undefined ? [] : ['', '```sh', manual, '```']),
  ].join('\n');
}
