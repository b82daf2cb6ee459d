/** A framework row by row, for the terminal. */
import type { ExplainedRow, FrameworkReport, FrameworkRow, VerdictKind } from '../result/types.ts';
import { plural, printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { GAP, table } from './table.ts';
import { VERDICT_WORDS, wrap } from './text.ts';
import { requirementsText } from '../shared/requirement.ts';

/** Width of the longest result. */
const RESULT_WIDTH = Math.max(...Object.values(VERDICT_WORDS).map(({ length }) => length));

/** Minimum readable width of a title. */
const MIN_WIDTH = 30;

/** Every control with its result, by section, with totals. `wide` adds the message and what is required to decide it. */
export function frameworkTable(report: FrameworkReport, options: ReportOptions): string {
  const rows = report.sections.flatMap((section) => section.rows);
  const idWidth = Math.max(3, ...rows.map(({ id }) => id.length));
  const blocks = report.sections.map(({ id, title, rows: some, totals }) => {
    const heading = report.sections.length > 1 ? `${id}  ${title}` : title;
    const left = (options.width ?? 0) - idWidth - RESULT_WIDTH - 2 * GAP - (options.borders ? 6 : 0);
    const room = options.wide || options.width === undefined ? Infinity : Math.max(MIN_WIDTH, left);
    const lines = table(
      [
        'ID',
        'RESULT',
        options.wide ? 'CONTROL' : 'CONTROL: MESSAGE',
        ...(options.wide ? ['MESSAGE', 'CHECKS'] : []),
      ],
      some.map((row) => cells(row, room, options)),
      options,
    );
    return [
      paint(options, 'bold', printable(heading)),
      lines,
      `${plural(some.length, 'control')}: ${totalsText(totals)}`,
    ].join('\n');
  });
  const whole = report.whole ? '' : ' Only controls that checks refer to are listed.';
  const left =
    report.leftOut === undefined ? '' : ` ${plural(report.leftOut, 'other control')} left out (--only).`;
  return [
    ...blocks,
    `${report.title} (as of ${report.asOf}), ${plural(rows.length, 'control')}: ${totalsText(report.totals)}.${whole}${left}`,
  ].join('\n\n');
}

function cells(row: FrameworkRow, room: number, options: ReportOptions): string[] {
  const { id, verdict, title, message, requires, checks } = row;
  const word = VERDICT_WORDS[verdict];
  const painted = verdict === 'fail' || verdict === 'error' ? paint(options, 'high', word) : word;
  const need = requires && requires.length > 0 ? ` [required: ${requirementsText(requires, '; ')}]` : '';
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
    ...(totals.error > 0 ? [plural(totals.error, 'error')] : []),
  ].join(', ');
}

/** A control and its checks, for `explain cis/1.2.15`. */
export function rowPage(row: ExplainedRow, options: ReportOptions): string {
  const { framework, id, title, checks, unavailableData, manual } = row;
  return [
    paint(options, 'bold', title),
    `${framework}, ${id}`,
    '',
    ...(checks.length > 0
      ? [
          'Evaluated by:',
          ...checks.map((check) => `  ${check.id}  ${check.title}`),
          '',
          `Result: kubectl archmap check --all --only ${checks.map((check) => check.id).join(',')}`,
        ]
      : ['No check evaluates this control.']),
    ...(unavailableData === undefined
      ? []
      : [
          '',
          `Manual: requires ${unavailableData}, not available through the API. The result is unknown unless a check above fails.`,
        ]),
    ...(manual === undefined ? [] : ['', 'Check manually:', `  ${manual}`]),
  ].join('\n');
}

/** The same as Markdown. */
export function rowMarkdown({ framework, id, title, checks, unavailableData, manual }: ExplainedRow): string {
  return [
    `# ${title}`,
    '',
    `${framework}, ${id}`,
    '',
    ...(checks.length > 0
      ? checks.map((check) => `- \`${check.id}\`: ${check.title}`)
      : ['No check evaluates this control.']),
    ...(unavailableData === undefined
      ? []
      : ['', `Manual: requires ${unavailableData}, not available through the API.`]),
    ...(manual === undefined ? [] : ['', '```sh', manual, '```']),
  ].join('\n');
}
