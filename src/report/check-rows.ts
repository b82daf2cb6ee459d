import type { Severity, Verdict } from '../result/types.ts';
import { requirementsText } from '../shared/requirement.ts';
import { lineStart, printable } from '../shared/text.ts';
import { evidenceText } from './formats/finding.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { GAP, table } from './table.ts';
import { ACCEPTED, objectText, VERDICT_WORDS, wrap } from './text.ts';

/** A verdict as cells, sanitized. */
export interface CheckRow {
  severity: Severity;
  /** Open risks have the color of their severity. */
  isOpen: boolean;
  result: string;
  check: string;
  object: string;
  message: string;
  evidence: string;
}

/** The cells of a verdict; with `all`, the message of an unknown result names what it requires. */
export function checkRow(verdict: Verdict, { all }: Pick<ReportOptions, 'all'>): CheckRow {
  const { severity, check, message, object, responsibility, requires, waiver, inBaseline } = verdict;
  const need = requires && requires.length > 0 ? ` [required: ${requirementsText(requires)}]` : '';
  const accepted = waiver ? ` (accepted by ${waiver.owner} until ${waiver.expires}: ${waiver.reason})` : '';
  return {
    severity,
    isOpen: verdict.verdict === 'fail' && !waiver,
    result: waiver ? ACCEPTED : VERDICT_WORDS[verdict.verdict],
    check,
    object: objectText(object),
    message: printable(
      `${message}${all ? need : ''}${responsibility === 'provider' ? ' (provider responsibility)' : ''}${accepted}${inBaseline ? ' (in the baseline)' : ''}`,
    ),
    evidence: evidenceText(verdict),
  };
}

/** A severity as printed in every table: in capitals, colored for open risks. */
export function severityText(
  { severity, isOpen }: Pick<CheckRow, 'severity' | 'isOpen'>,
  options: ReportOptions,
): string {
  const word = severity.toUpperCase();
  return isOpen ? paint(options, severity, word) : word;
}

/** Which columns precede the message. */
export interface Columns {
  /** Short cells: severity, result. */
  lead: readonly ('SEVERITY' | 'RESULT')[];
  /** Names, below each other where the terminal is narrow. */
  names: readonly ('CHECK' | 'OBJECT')[];
  /** Share of the width that the message takes at least next to the names; less puts them above it. */
  share?: number;
}

/** Minimum readable width of the message column. */
const NARROWEST_MESSAGE = 36;
/** Width of the borders at both ends; an inner border with its padding is as wide as a gap. */
const OUTER_BORDERS = 4;

/**
 * One line per row without a terminal and with `-o wide`. On a terminal, the message is wrapped to the remaining width; if that is too
 * narrow, the names are above the message. Nothing is truncated.
 */
export function rowsTable(
  rows: readonly CheckRow[],
  { lead, names, share = 0 }: Columns,
  options: ReportOptions,
): string {
  const { wide, width, borders } = options;
  const plainCell = (row: CheckRow, name: Columns['lead'][number] | Columns['names'][number]) =>
    ({ SEVERITY: row.severity, RESULT: row.result, CHECK: row.check, OBJECT: row.object })[name];
  const leading = (row: CheckRow) =>
    lead.map((name) => (name === 'SEVERITY' ? severityText(row, options) : row.result));
  const naming = (row: CheckRow) => names.map((name) => plainCell(row, name));
  const head = [...lead, ...names, 'MESSAGE'];
  if (wide || width === undefined)
    return table(
      [...head, ...(wide ? ['EVIDENCE'] : [])],
      rows.map((row) => [...leading(row), ...naming(row), row.message, ...(wide ? [row.evidence] : [])]),
      options,
    );
  const takes = (name: Columns['lead'][number] | Columns['names'][number]) =>
    Math.max(options.headers ? name.length : 0, ...rows.map((row) => plainCell(row, name).length)) + GAP;
  const total = (some: readonly (Columns['lead'][number] | Columns['names'][number])[]) =>
    some.reduce((sum, name) => sum + takes(name), 0);
  const left = width - (borders ? OUTER_BORDERS : 0) - total(lead);
  const room = left - total(names);
  if (room >= Math.max(NARROWEST_MESSAGE, width * share))
    return table(
      head,
      rows.map((row) => [...leading(row), ...naming(row), broken(row.message, room)]),
      options,
    );
  return table(
    [...lead, `${names.join(', ')}: MESSAGE`],
    rows.map((row) => [
      ...leading(row),
      stacked(naming(row), row.message, Math.max(NARROWEST_MESSAGE, left)),
    ]),
    options,
  );
}

/** The last name is on the line of the message, the others are above it. */
function stacked(names: readonly string[], message: string, width: number): string {
  return [...names.slice(0, -1), broken(`${names.at(-1) ?? ''}: ${message}`, width)].join('\n');
}

function broken(text: string, width: number): string {
  return wrap(text, width, '').join('\n');
}

/** Every line of a text with an indent. */
export function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `${indent}${lineStart(line)}`))
    .join('\n');
}
