import type { Result, Severity, Verdict } from '../result/types.ts';
import { plural, printable } from '../shared/text.ts';
import { groupedRows } from './check-groups.ts';
import { checkRow, rowsTable } from './check-rows.ts';
import type { ReportOptions } from './options.ts';
import { TABLE_WARNINGS } from './options.ts';
import { riskCounts } from './text.ts';
import { unknownGroups } from './unknown-groups.ts';

/**
 * Risks, worst first, then unknown results and what is required to decide them; with `all` every verdict. Without a terminal, with `all`,
 * `wide`, borders or without headers one row per result, otherwise in groups, unless `groupBy` is given.
 */
export function checkTable(result: Result, options: ReportOptions): string {
  const shown = result.verdicts.filter((verdict) => isShown(verdict, options));
  const rows = shown.filter(({ verdict }) => options.all || verdict === 'fail' || verdict === 'error');
  const isFlat =
    options.width === undefined || options.wide || options.all || options.borders || !options.headers;
  const by = options.groupBy ?? (isFlat ? undefined : 'check');
  const blocks = [
    by === undefined ? flat(rows, options) : groupedRows(rows, result.checks, by, options),
    options.all ? '' : unknownGroups(shown, options),
    footer(result, options),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function flat(verdicts: readonly Verdict[], options: ReportOptions): string {
  return rowsTable(
    verdicts.map((verdict) => checkRow(verdict, options)),
    { lead: ['SEVERITY', ...(options.all ? (['RESULT'] as const) : [])], names: ['CHECK', 'OBJECT'] },
    options,
  );
}

function isShown({ severity }: Verdict, { severities }: ReportOptions): boolean {
  return severities === undefined || severities.includes(severity);
}

function footer(result: Result, options: ReportOptions): string {
  const { warnings = [] } = result;
  const more = warnings.length - TABLE_WARNINGS;
  return [
    summary(result),
    ...hidden(result, options),
    ...warnings.slice(0, TABLE_WARNINGS).map((warning) => `Warning: ${printable(warning)}`),
    ...(more > 0 ? [`Warning: ${plural(more, 'more warning')} on stderr`] : []),
    ...(options.footer ?? []).map(printable),
  ].join('\n');
}

/** What the selected severities leave out; it counts for `--fail-on` nevertheless. */
function hidden({ verdicts }: Result, options: ReportOptions): string[] {
  const left = verdicts.filter((verdict) => !isShown(verdict, options));
  const risks: Partial<Record<Severity, number>> = {};
  for (const { verdict, waiver, severity } of left)
    if (verdict === 'fail' && !waiver) risks[severity] = (risks[severity] ?? 0) + 1;
  const unknown = left.filter(({ verdict }) => verdict === 'unknown' || verdict === 'error').length;
  const count = Object.values(risks).reduce((sum, one) => sum + one, 0);
  if (count + unknown === 0) return [];
  return [
    `Not shown: ${[
      ...(count > 0 ? [`${plural(count, 'risk')} (${riskCounts(risks)})`] : []),
      ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ].join(', ')} of other severities`,
  ];
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
