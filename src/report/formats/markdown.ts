import type { Result, Verdict } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import type { RiskGroup } from '../words.ts';
import { groupRisks, objectText, riskCounts, some } from '../words.ts';
import { clusterName, leftOut } from './common.ts';
import type { Formatted } from './types.ts';

/** A comment of GitHub takes 65,536 characters; a job summary takes more. */
const MOST_CHARACTERS = 60_000;
const MOST_OBJECTS = 5;
const MOST_REASONS = 10;

/** For a comment or a job summary: what is worst as a table, then what is new, accepted and not known. */
export function markdown(result: Result): Formatted {
  const open = groupRisks(result.verdicts);
  const head = [
    `## Architecture and risks of ${escapeMarkdown(clusterName(result))}`,
    '',
    headline(result),
    '',
  ];
  const tail = [...accepted(result), ...unknown(result), ...gaps(result)];
  let room = MOST_CHARACTERS - [...head, ...tail].join('\n').length - 400;
  const fixes = new Map(result.checks.map(({ id, fix }) => [id, fix]));
  const rows: string[] = [];
  for (const group of open) {
    const row = rowOf(group, fixes.get(group.check) ?? '');
    room -= row.length + 1;
    if (room < 0) break;
    rows.push(row);
  }
  const note = leftOut(open.length - rows.length, 'kind of risk', 'a comment takes no more');
  const table =
    rows.length > 0
      ? ['| severity | risk | where | fix |', '| --- | --- | --- | --- |', ...rows, '']
      : ['No open risk was found in what could be seen.', ''];
  const lines = [...head, ...table, ...(note === undefined ? [] : [note, '']), ...tail];
  return { text: `${lines.join('\n').trimEnd()}\n`, notes: note === undefined ? [] : [note] };
}

function headline({ cluster, summary: { risks, waived, verdicts, checks }, takenAt }: Result): string {
  const version = cluster.version.known ? `${cluster.version.value}, ` : '';
  const rest = waived > 0 ? `, ${waived} accepted` : '';
  return escapeMarkdown(
    `${version}${takenAt.slice(0, 16).replace('T', ' ')} UTC. Open risks: ${riskCounts(risks)}${rest}. ${plural(checks, 'check')}: ${verdicts.pass} in order, ${verdicts.unknown + verdicts.error} not known.`,
  );
}

function rowOf({ severity, title, check, verdicts }: RiskGroup, fix: string): string {
  const known = verdicts.filter(({ inBaseline }) => inBaseline).length;
  const fresh = verdicts.length - known;
  const told = known === 0 ? '' : fresh === 0 ? ' (known)' : ` (${fresh} new)`;
  const places = some(
    verdicts.map(({ object }) => objectText(object)),
    MOST_OBJECTS,
  );
  return `| ${severity}${told} | ${escapeMarkdown(title)}<br><code>${escapeMarkdown(check)}</code> | ${escapeMarkdown(places)} | ${escapeMarkdown(fix)} |`;
}

function accepted({ verdicts }: Result): string[] {
  const waived = verdicts.filter((verdict) => verdict.waived);
  return waived.length === 0
    ? []
    : folded(
        plural(waived.length, 'accepted risk'),
        waived
          .map(
            ({ title, object, waived: by }) =>
              `- ${escapeMarkdown(`${title}, ${objectText(object)}: ${by?.reason ?? ''} (${by?.owner ?? ''}, until ${by?.expires ?? ''})`)}`,
          )
          .slice(0, 100),
      );
}

function unknown({ verdicts }: Result): string[] {
  const open = verdicts.filter(({ verdict }) => verdict === 'unknown' || verdict === 'error');
  if (open.length === 0) return [];
  const groups = [...groupBy(open, reason)].sort(
    (a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1),
  );
  const lines = groups
    .slice(0, MOST_REASONS)
    .map(
      ([why, group]) =>
        `- ${escapeMarkdown(`${why}: ${some([...new Set(group.map(({ check }) => check))], 4)}`)}`,
    );
  const rest = groups.length - lines.length;
  return folded(plural(open.length, 'verdict is', 'verdicts are') + ' not known', [
    ...lines,
    ...(rest > 0 ? [`- and ${plural(rest, 'more reason')}`] : []),
  ]);
}

function reason({ settle, message }: Verdict): string {
  return settle && settle.length > 0 ? `needs ${settle.join(', ')}` : message;
}

function gaps({ coverage }: Result): string[] {
  const dark = coverage.filter(
    ({ status }) => status === 'forbidden' || status === 'failed' || status === 'partial',
  );
  return dark.length === 0
    ? []
    : folded(
        `${plural(dark.length, 'source')} of evidence not or not wholly seen`,
        dark.map(({ title, status, reason: why }) => `- ${escapeMarkdown(`${title}: ${why ?? status}`)}`),
      );
}

function folded(summary: string, lines: readonly string[]): string[] {
  return [`<details><summary>${escapeMarkdown(summary)}</summary>`, '', ...lines, '', '</details>', ''];
}
