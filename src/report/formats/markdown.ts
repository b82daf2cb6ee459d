import type { Result, Verdict } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural, printable } from '../../shared/text.ts';
import { gapReason } from '../gaps.ts';
import type { RiskGroup } from '../text.ts';
import { clusterName, groupRisks, objectText, riskCounts, some } from '../text.ts';
import { cutText, evidenceText, isUnknown, needText, waiverText } from './finding.ts';
import { leftOut, notesOf } from './limits.ts';
import { placeText, templateText } from './location.ts';
import { markdownText as safe } from './markdown-text.ts';
import type { Formatted } from './types.ts';

/**
 * Bytes in total: the limit for a comment on GitHub is 65,536 ("body is too long (maximum is 65536 characters)"), for a job summary 1
 * MiB, for a note on GitLab 1,000,000. Other steps add to a summary, too. Details use what the other parts leave.
 */
const MAX_BYTES = 60_000;
const ROOM = { severe: 20_000, lesser: 10_000, accepted: 5_000, unknown: 5_000, gaps: 4_000 } as const;
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
 * For a comment on a pull request or a job summary, in GitHub's dialect, which GitLab supports: counts, critical and high risks as a table,
 * and collapsed the other risks, evidence, accepted risks, unknown results with reasons, and data that was not collected.
 */
export function markdown(result: Result): Formatted {
  const head = [
    `## Architecture and risks of ${safe(cutText(clusterName(result), MAX_NAME))}`,
    '',
    headline(result),
    '',
    ...(result.warnings ?? []).slice(0, MAX_WARNINGS).flatMap((warning) => [`> ${short(warning)}`, '']),
  ];
  const tables = risks(result);
  const tail = [accepted(result), unknown(result), gaps(result)];
  const taken = bytes([head, ...[...tables, ...tail].map(({ lines }) => lines)].flat().join('\n'));
  const parts = [...tables, details(result, MAX_BYTES - taken - AROUND), ...tail];
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

/** Critical and high risks, and the others collapsed. */
function risks({ verdicts, checks, summary }: Result): Part[] {
  const fixes = new Map(checks.map(({ id, remediation }) => [id, remediation]));
  const groups = groupRisks(verdicts);
  if (groups.length === 0) return [{ lines: ['No open risks in the collected data.', ''] }];
  const isSevere = ({ severity }: RiskGroup) => severity === 'critical' || severity === 'high';
  const rows = (wanted: boolean) =>
    groups
      .filter((group) => isSevere(group) === wanted)
      .map((group) => rowOf(group, fixes.get(group.check) ?? ''));
  const { critical: _critical, high: _high, ...rest } = summary.risks;
  const severe = table(rows(true), ROOM.severe);
  const lesser = table(rows(false), ROOM.lesser);
  return [
    severe.lines.length > 0 ? severe : { lines: ['No open risks of severity critical or high.', ''] },
    {
      ...lesser,
      lines: lesser.lines.length === 0 ? [] : collapsed(`Other risks: ${riskCounts(rest)}`, lesser.lines),
    },
  ];
}

function table(rows: readonly string[], room: number): Part {
  if (rows.length === 0) return { lines: [] };
  const kept = take(rows, room);
  const note = leftOut(rows.length - kept.length, 'failed check', 'size limit of comments', 'failed checks');
  return {
    lines: [
      '| Severity | Risk | Objects | How to fix |',
      '| --- | --- | --- | --- |',
      ...kept,
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
    verdicts.map((verdict) => objectText(verdict.object) + placeText(verdict)),
    MAX_OBJECTS,
  );
  return `| ${severity}${reported} | ${short(title)}<br><code>${short(check)}</code> | ${short(places)} | ${withCode(cutText(fix, MAX_TEXT))} |`;
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
  const { severity, check, message, inBaseline } = verdict;
  const object = objectText(verdict.object) + placeText(verdict) + templateText(verdict);
  const evidence = evidenceText(verdict);
  const rest = evidence === '' ? '' : ` Evidence: ${short(evidence)}`;
  return `- **${severity}${inBaseline ? ', known' : ''}** <code>${short(check)}</code> ${short(object)}: ${short(message)}.${rest}`;
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

/** Remediations have code between backticks, where nothing but the end of a table cell is markup. */
function withCode(text: string): string {
  const parts = printable(text).split('`');
  if (parts.length % 2 === 0) return safe(text);
  return parts
    .map((part, index) =>
      index % 2 === 0 || part.trim() === '' ? safe(part) : `\`${part.replace(/[\\|]/g, '\\$&')}\``,
    )
    .join('');
}

/** The first lines, up to the available size. */
function take(lines: readonly string[], room: number): readonly string[] {
  let left = room;
  const end = lines.findIndex((line) => {
    left -= bytes(line) + 1;
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
  const last = note === undefined ? [] : [`- ${note}`];
  return { lines: collapsed(summary, [...kept, ...last, '']), note };
}

function collapsed(summary: string, lines: readonly string[]): string[] {
  return [`<details><summary>${safe(summary)}</summary>`, '', ...lines, '</details>', ''];
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
