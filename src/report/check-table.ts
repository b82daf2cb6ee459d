import type { Result, Severity, Verdict } from '../result/types.ts';
import { groupBy } from '../shared/group.ts';
import { plural, printable } from '../shared/text.ts';
import { evidenceText } from './formats/finding.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { GAP, table } from './table.ts';
import { ACCEPTED, objectText, riskCounts, some, VERDICT_WORDS, wrap } from './text.ts';
import { requirementsText } from '../shared/requirement.ts';

const MAX_UNKNOWN = 8;

/** Risks, worst first, then unknown results and what is required to decide them; with `all` every verdict. */
export function checkTable(result: Result, options: ReportOptions): string {
  const shown = result.verdicts.filter(
    ({ verdict }) => options.all || verdict === 'fail' || verdict === 'error',
  );
  const { head, rows } = layout(
    shown.map((verdict) => row(verdict, options)),
    options,
  );
  const blocks = [table(head, rows, options), options.all ? '' : unknowns(result, options), summary(result)];
  return blocks.filter((block) => block !== '').join('\n\n');
}

interface Row {
  /** Severity and, with `all`, the verdict. */
  front: readonly string[];
  /** Severity that colors a failed result. */
  fail: Severity | undefined;
  check: string;
  object: string;
  message: string;
  evidence: string;
}

function row(verdict: Verdict, options: ReportOptions): Row {
  const { severity, check, message, object, responsibility, requires } = verdict;
  const need = requires && requires.length > 0 ? ` [required: ${requirementsText(requires)}]` : '';
  const failed = verdict.verdict === 'fail';
  const { waiver, inBaseline } = verdict;
  const accepted = waiver ? ` (accepted by ${waiver.owner} until ${waiver.expires}: ${waiver.reason})` : '';
  return {
    front: [
      failed && !waiver ? severity.toUpperCase() : severity,
      ...(options.all ? [waiver ? ACCEPTED : VERDICT_WORDS[verdict.verdict]] : []),
    ],
    fail: failed && !waiver ? severity : undefined,
    check,
    object: objectText(object),
    message: printable(
      `${message}${options.all ? need : ''}${responsibility === 'provider' ? ' (provider responsibility)' : ''}${accepted}${inBaseline ? ' (in the baseline)' : ''}`,
    ),
    evidence: evidenceText(verdict),
  };
}

/** Minimum readable width of the message column. */
const NARROWEST_MESSAGE = 36;

/** Width of the borders at both ends; an inner border with its padding is as wide as a gap. */
const OUTER_BORDERS = 4;

/**
 * One line per row without a terminal and with `-o wide`. On a terminal, the message is wrapped to the remaining width; if that is too
 * narrow, object and message are below the check. Nothing is truncated.
 */
function layout(rows: readonly Row[], options: ReportOptions): { head: string[]; rows: string[][] } {
  const { wide, width, borders } = options;
  const front = ['SEVERITY', ...(options.all ? ['RESULT'] : [])];
  const lead = ({ front: cells, fail }: Row) =>
    cells.map((cell) => (fail === undefined ? cell : paint(options, fail, cell)));
  const head = [...front, 'CHECK', 'OBJECT', 'MESSAGE'];
  if (wide || width === undefined)
    return {
      head: [...head, ...(wide ? ['EVIDENCE'] : [])],
      rows: rows.map((one) => [
        ...lead(one),
        one.check,
        one.object,
        one.message,
        ...(wide ? [one.evidence] : []),
      ]),
    };
  const taken = (name: string, cell: (one: Row) => string) =>
    Math.max(name.length, ...rows.map((one) => cell(one).length)) + GAP;
  const left = front.reduce(
    (rest, name, column) => rest - taken(name, (one) => one.front[column] ?? ''),
    width - (borders ? OUTER_BORDERS : 0),
  );
  const room = left - taken('CHECK', ({ check }) => check) - taken('OBJECT', ({ object }) => object);
  if (room >= NARROWEST_MESSAGE)
    return {
      head,
      rows: rows.map((one) => [...lead(one), one.check, one.object, broken(one.message, room)]),
    };
  return {
    head: [...front, 'CHECK, OBJECT: MESSAGE'],
    rows: rows.map((one) => [
      ...lead(one),
      `${one.check}\n${broken(`${one.object}: ${one.message}`, Math.max(NARROWEST_MESSAGE, left))}`,
    ]),
  };
}

function broken(text: string, width: number): string {
  return wrap(text, width, '').join('\n');
}

/** Unknown verdicts grouped by what they require: many often require the same missing permission. */
function unknowns({ verdicts }: Result, options: ReportOptions): string {
  const groups = groupBy(
    verdicts.filter(({ verdict }) => verdict === 'unknown'),
    ({ requires, message }) =>
      requires && requires.length > 0 ? `required: ${requirementsText(requires)}` : message,
  );
  if (groups.size === 0) return '';
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const lines = sorted
    .slice(0, MAX_UNKNOWN)
    .flatMap(([need, group]) =>
      wrap(
        `  ${printable(need)}: ${some([...new Set(group.map(({ check }) => check))], 4)}`,
        options.width ?? 100,
        '    ',
      ),
    );
  if (sorted.length > MAX_UNKNOWN)
    lines.push(`  and ${plural(sorted.length - MAX_UNKNOWN, 'more reason')}: --all`);
  return [paint(options, 'bold', 'UNKNOWN'), ...lines].join('\n');
}

/** Checks are counted once; results are counted per object. */
function summary({
  summary: { risks, accepted, verdicts, checks, skipped = 0 },
  verdicts: all,
}: Result): string {
  const total = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  const open = verdicts.fail - accepted;
  const known = all.filter(({ inBaseline, waiver: by }) => inBaseline && !by).length;
  const bySeverity = open > 0 ? ` (${riskCounts(risks)})` : '';
  const parts = [
    `${plural(open, 'risk')}${bySeverity}`,
    ...(known > 0 ? [`${known} of them in the baseline`] : []),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    `${verdicts.pass} passed`,
    `${verdicts.unknown} unknown`,
    `${verdicts['not-applicable']} not applicable`,
    ...(verdicts.error > 0 ? [plural(verdicts.error, 'error')] : []),
    ...(skipped > 0 ? [`${plural(skipped, 'check')} skipped by configuration`] : []),
  ];
  return `${plural(checks, 'check')}, ${plural(total, 'result')}: ${parts.join(', ')}`;
}
