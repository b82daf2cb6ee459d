import type { Change, ResultDiff } from '../../result/diff/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural, printable } from '../../shared/text.ts';
import type { ReportOptions } from '../options.ts';
import { paint, screenWidth } from '../options.ts';
import { table } from '../table.ts';
import { some, wrap } from '../text.ts';
import { changeText, diffSummary, sideText, signOf } from './text.ts';

/** Changes, worst first; the same change of several objects is one row. */
export function diffTable(diff: ResultDiff, options: ReportOptions): string {
  const { severities } = options;
  const shown = diff.changes.filter(
    ({ severity }) => severities === undefined || severity === undefined || severities.includes(severity),
  );
  const hidden = diff.changes.length - shown.length;
  const rows = merged(shown).map(({ change, names }) => [
    paint(options, styleOf(change), `${signOf(change)} ${change.severity?.toUpperCase() ?? change.impact}`),
    change.section,
    printable(some(names, 4)),
    changeText(change),
    ...(options.wide ? [printable(change.why)] : []),
  ]);
  const blocks = [
    `old: ${sideText(diff.old)}\nnew: ${sideText(diff.new)}`,
    diff.warnings.map((warning) => `warning: ${printable(warning)}`).join('\n'),
    table(
      ['CHANGE', 'SECTION', 'OBJECT', 'BEFORE AND AFTER', ...(options.wide ? ['WHY IT MATTERS'] : [])],
      rows,
      options,
    ),
    options.wide ? '' : reasons(shown, options),
    [
      diffSummary(diff),
      ...(hidden > 0 ? [`Not shown: ${plural(hidden, 'change')} of risks of other severities`] : []),
    ].join('\n'),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function styleOf({ impact }: Change): 'high' | 'good' | 'dim' {
  return impact === 'worse' ? 'high' : impact === 'better' ? 'good' : 'dim';
}

interface Merged {
  change: Change;
  names: readonly string[];
}

/** Twelve nodes with the same new version are one line. */
function merged(changes: readonly Change[]): Merged[] {
  const groups = groupBy(changes, (change) => {
    const { section, kind, field, before, after, impact, fingerprint, what } = change;
    return JSON.stringify([
      section,
      kind,
      field,
      before,
      after,
      impact,
      fingerprint ?? '',
      field === undefined ? what : '',
    ]);
  });
  return [...groups.values()].flatMap((group) => {
    const [change] = group;
    return change ? [{ change, names: group.map(({ what }) => what) }] : [];
  });
}

const MAX_REASONS = 12;

/** Impact of the changes, without duplicates, worst first. */
function reasons(changes: readonly Change[], options: ReportOptions): string {
  const criticalOrHigh = changes.filter(({ impact, kind }) => impact === 'worse' || kind === 'unclear');
  const why = [...new Set(criticalOrHigh.map(({ what, why: reason }) => `${what}: ${reason}`))];
  if (why.length === 0) return '';
  const lines = why
    .slice(0, MAX_REASONS)
    .flatMap((one) => wrap(`  ${printable(one)}`, screenWidth(options), '    '));
  const more = why.length - MAX_REASONS;
  return [
    paint(options, 'bold', 'WHY IT MATTERS'),
    ...lines,
    ...(more > 0 ? [`  and ${plural(more, 'more reason')}: -o wide`] : []),
  ].join('\n');
}
