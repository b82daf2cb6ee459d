import type { Result, Verdict } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { gapReason } from '../gaps.ts';
import type { RiskGroup } from '../text.ts';
import { clusterName, groupRisks, objectText, riskCounts, some } from '../text.ts';
import { cutText, evidenceText, isUnknown, needText, waiverText } from './finding.ts';
import { leftOut, notesOf } from './limits.ts';
import { markdownText as safe } from './markdown-text.ts';
import type { Formatted } from './types.ts';

/**
 * Total characters: the limit for a comment on GitHub is 65,536 ("body is too long (maximum is 65536 characters)"), for a job summary 1
 * MiB, for a note on GitLab 1,000,000. Details use what the other parts leave.
 */
const MAX_CHARACTERS = 64_000;
const ROOM = { risks: 32_000, accepted: 6_000, unknown: 6_000, gaps: 6_000 } as const;
/** Size of a collapsed part's tags, summary and line about omissions. */
const AROUND = 400;
const MAX_NAME = 200;
/** Limit of one text: a long line must not displace all others. */
const MAX_TEXT = 400;
const MAX_OBJECTS = 5;
const MAX_CHECKS = 4;
const MAX_WARNINGS = 20;

interface Part {
  lines: readonly string[];
  note?: string | undefined;
}

/**
 * For a comment on a pull request or a job summary, in GitHub's dialect, which GitLab supports: counts, the risks as a table, worst first,
 * and collapsed their evidence, accepted risks, unknown results with reasons, and data that was not collected.
 */
export function markdown(result: Result): Formatted {
  const head = [
    `## Architecture and risks of ${safe(cutText(clusterName(result), MAX_NAME))}`,
    '',
    headline(result),
    '',
    ...(result.warnings ?? []).slice(0, MAX_WARNINGS).flatMap((warning) => [`> ${short(warning)}`, '']),
  ];
  const table = risks(result);
  const tail = [accepted(result), unknown(result), gaps(result)];
  const taken = [head, table.lines, ...tail.map(({ lines }) => lines)].flat().join('\n').length;
  const parts = [table, details(result, MAX_CHARACTERS - taken - AROUND), ...tail];
  const lines = [...head, ...parts.flatMap((part) => part.lines)];
  return { text: `${lines.join('\n').trimEnd()}\n`, notes: notesOf(...parts.map(({ note }) => note)) };
}

function headline({ cluster, namespace, summary, takenAt, verdicts: all }: Result): string {
  const { risks, accepted, verdicts, checks } = summary;
  const known = all.filter((verdict) => verdict.inBaseline && !verdict.waiver).length;
  const sentences = [
    [
      // Begins with the time, which no cluster controls: GitHub's runner executes a line that begins with `::`.
      `${takenAt.slice(0, 16).replace('T', ' ')} UTC`,
      ...(cluster.version.known ? [cutText(cluster.version.value, MAX_NAME)] : []),
      ...(namespace === undefined ? [] : [`namespace ${cutText(namespace, MAX_NAME)} only`]),
    ],
    [
      `Open risks: ${riskCounts(risks)}`,
      ...(known > 0 ? [`${known} of them in the baseline`] : []),
      ...(accepted > 0 ? [`${accepted} accepted`] : []),
    ],
    [
      `${plural(checks, 'check')}, ${plural(all.length, 'result')}: ${verdicts.pass} passed`,
      `${verdicts.unknown} unknown`,
      ...(verdicts.error > 0 ? [plural(verdicts.error, 'error')] : []),
    ],
  ];
  return safe(`${sentences.map((words) => words.join(', ')).join('. ')}.`);
}

function risks({ verdicts, checks }: Result): Part {
  const fixes = new Map(checks.map(({ id, remediation }) => [id, remediation]));
  const groups = groupRisks(verdicts);
  if (groups.length === 0) return { lines: ['No open risks in the collected data.', ''] };
  const rows = take(
    groups.map((group) => rowOf(group, fixes.get(group.check) ?? '')),
    ROOM.risks,
  );
  const note = leftOut(
    groups.length - rows.length,
    'failed check',
    'size limit of comments',
    'failed checks',
  );
  return {
    lines: [
      '| Severity | Risk | Objects | How to fix |',
      '| --- | --- | --- | --- |',
      ...rows,
      '',
      ...(note === undefined ? [] : [note, '']),
    ],
    note,
  };
}

function rowOf({ severity, title, check, verdicts }: RiskGroup, fix: string): string {
  const known = verdicts.filter(({ inBaseline }) => inBaseline).length;
  const fresh = verdicts.length - known;
  const reported = known === 0 ? '' : fresh === 0 ? ' (known)' : ` (${fresh} new)`;
  const places = some(
    verdicts.map(({ object }) => objectText(object)),
    MAX_OBJECTS,
  );
  return `| ${severity}${reported} | ${short(title)}<br><code>${short(check)}</code> | ${short(places)} | ${short(fix)} |`;
}

/** The first risk of each kind first, so that each kind occurs once before one occurs twice. */
function details({ verdicts }: Result, room: number): Part {
  const groups = groupRisks(verdicts);
  const listed = [
    ...groups.flatMap((group) => group.verdicts.slice(0, 1)),
    ...groups.flatMap((group) => group.verdicts.slice(1)),
  ];
  return folded('Evidence', listed.map(detailOf), {
    room,
    rest: (count) => leftOut(count, 'detail', 'size limit of comments'),
  });
}

function detailOf(verdict: Verdict): string {
  const { severity, check, object, message, inBaseline } = verdict;
  const evidence = evidenceText(verdict);
  const rest = evidence === '' ? '' : ` Evidence: ${short(evidence)}`;
  return `- **${severity}${inBaseline ? ', known' : ''}** <code>${short(check)}</code> ${short(objectText(object))}: ${short(message)}.${rest}`;
}

function accepted({ verdicts }: Result): Part {
  const lines = verdicts.flatMap(({ title, object, waiver }) =>
    waiver ? [`- ${short(`${title}, ${objectText(object)}`)}: ${short(waiverText(waiver))}`] : [],
  );
  return folded(plural(lines.length, 'accepted risk'), lines, {
    room: ROOM.accepted,
    rest: (count) => leftOut(count, 'accepted risk', 'size limit of comments'),
  });
}

/** Grouped by what they require: many often require the same missing permission. */
function unknown({ verdicts }: Result): Part {
  const open = verdicts.filter(isUnknown);
  const groups = [...groupBy(open, reasonOf)].sort(
    (a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1),
  );
  const lines = groups.map(
    ([why, group]) =>
      `- ${short(why)}: ${short(some([...new Set(group.map(({ check }) => check))], MAX_CHECKS))}`,
  );
  return folded(`${plural(open.length, 'result is', 'results are')} unknown`, lines, {
    room: ROOM.unknown,
    rest: (count) => leftOut(count, 'reason', 'size limit of comments'),
  });
}

function reasonOf(verdict: Verdict): string {
  const need = needText(verdict);
  return need === '' ? verdict.message : `required: ${need}`;
}

function gaps({ coverage }: Result): Part {
  const unavailable = coverage.filter(
    ({ status }) => status === 'permission-denied' || status === 'collection-failed' || status === 'partial',
  );
  const lines = unavailable.map((row) => `- ${short(row.title)}: ${short(gapReason(row))}`);
  return folded(plural(unavailable.length, 'incomplete data source'), lines, {
    room: ROOM.gaps,
    rest: (count) => leftOut(count, 'source', 'size limit of comments'),
  });
}

function short(text: string): string {
  return safe(cutText(text, MAX_TEXT));
}

/** The first lines, up to the available size. */
function take(lines: readonly string[], room: number): readonly string[] {
  let left = room;
  const end = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return end < 0 ? lines : lines.slice(0, end);
}

function folded(
  summary: string,
  lines: readonly string[],
  { room, rest }: { room: number; rest: (count: number) => string | undefined },
): Part {
  if (lines.length === 0) return { lines: [] };
  const kept = take(lines, room);
  const note = rest(lines.length - kept.length);
  return {
    lines: [
      `<details><summary>${safe(summary)}</summary>`,
      '',
      ...kept,
      ...(note === undefined ? [] : [`- ${note}`]),
      '',
      '</details>',
      '',
    ],
    note,
  };
}
