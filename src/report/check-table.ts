import type { Result, Verdict } from '../result/types.ts';
import { plural, printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { table } from './table.ts';
import { objectText, riskCounts, some, wrap } from './words.ts';

const MOST_UNKNOWN = 8;

/** Risks, worst first, then what is unknown and what would settle it; with `all` every verdict. */
export function checkTable(result: Result, options: ReportOptions): string {
  const shown = result.verdicts.filter(
    ({ verdict }) => options.all || verdict === 'fail' || verdict === 'error',
  );
  const rows = shown.map((verdict) => row(verdict, options));
  const head = [
    'SEVERITY',
    ...(options.all ? ['VERDICT'] : []),
    'CHECK',
    'OBJECT',
    'MESSAGE',
    ...(options.wide ? ['EVIDENCE'] : []),
  ];
  const blocks = [table(head, rows, options), options.all ? '' : unknowns(result, options), summary(result)];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function row(verdict: Verdict, options: ReportOptions): string[] {
  const { severity, check, message, object, evidence, owner, settle } = verdict;
  const evidenceText = evidence
    .map(
      ({ source, value, confidence }) =>
        `${source}: ${value}${confidence === 'observed' ? '' : ` (${confidence})`}`,
    )
    .join('; ');
  const need = settle && settle.length > 0 ? ` [needs ${settle.join(', ')}]` : '';
  const text = printable(
    `${message}${options.all ? need : ''}${owner === 'provider' ? " (the provider's job)" : ''}`,
  );
  const verdictCell = options.all
    ? [verdict.verdict === 'fail' ? paint(options, severity, 'fail') : verdict.verdict]
    : [];
  const severityCell =
    verdict.verdict === 'fail' ? paint(options, severity, severity.toUpperCase()) : severity;
  return [
    severityCell,
    ...verdictCell,
    check,
    objectText(object),
    text,
    ...(options.wide ? [printable(evidenceText)] : []),
  ];
}

/** Unknown verdicts grouped by what would settle them: one missing right often stands behind many. */
function unknowns({ verdicts }: Result, options: ReportOptions): string {
  const groups = new Map<string, string[]>();
  for (const { verdict, check, settle, message } of verdicts) {
    if (verdict !== 'unknown') continue;
    const key = settle && settle.length > 0 ? `needs ${settle.join(', ')}` : message;
    const list = groups.get(key);
    if (list) list.push(check);
    else groups.set(key, [check]);
  }
  if (groups.size === 0) return '';
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const lines = sorted
    .slice(0, MOST_UNKNOWN)
    .flatMap(([need, checks]) =>
      wrap(`  ${printable(need)}: ${some([...new Set(checks)], 4)}`, options.width ?? 100, '    '),
    );
  if (sorted.length > MOST_UNKNOWN)
    lines.push(`  and ${plural(sorted.length - MOST_UNKNOWN, 'more reason')}: --all`);
  return [paint(options, 'bold', 'UNKNOWN'), ...lines].join('\n');
}

function summary({ summary: { risks, verdicts, checks } }: Result): string {
  return `${plural(checks, 'check')}: risks ${riskCounts(risks)}; ${verdicts.pass} passed, ${verdicts.unknown} unknown, ${verdicts['not-applicable']} not applicable${verdicts.error > 0 ? `, ${verdicts.error} failed to run` : ''}`;
}
