import type { ResultDiff } from '../../result/diff/types.ts';
import { plural } from '../../shared/text.ts';
import { cutText } from '../formats/finding.ts';
import { markdownText } from '../formats/markdown-text.ts';
import type { Formatted } from '../formats/types.ts';
import { changeText, diffSummary, sideText, signOf } from './text.ts';

/** The limit for a comment on a pull request is 65,536 characters. */
const MAX_CHARACTERS = 60_000;
/** Limit of one text: a long line must not displace all others. */
const MAX_TEXT = 400;

/**
 * For a pull request: worse changes are visible, others are collapsed. Over the limit the worst are kept, with a line about the omission.
 */
export function diffMarkdown(diff: ResultDiff): Formatted {
  const head = [
    `## Changes in ${safe(diff.new.name)}`,
    '',
    `${safe(sideText(diff.old))} → ${safe(sideText(diff.new))}. ${safe(diffSummary(diff))}`,
    ...diff.warnings.map((warning) => `\n> ${safe(warning)}`),
    '',
  ];
  let room = MAX_CHARACTERS - head.join('\n').length;
  const rows: { worse: boolean; text: string }[] = [];
  for (const change of diff.changes) {
    const { impact, section, what, why, severity } = change;
    const text = `| ${safe(`${signOf(change)} ${severity ?? impact}`)} | ${section} | ${safe(what)} | ${safe(changeText(change))} | ${safe(why)} |`;
    room -= text.length + 1;
    if (room < 0) break;
    rows.push({ worse: impact === 'worse', text });
  }
  const left = diff.changes.length - rows.length;
  const note =
    left > 0
      ? `${plural(left, 'change')} omitted (the least severe): size limit of comments. Complete list: kubectl archmap diff -o json.`
      : undefined;
  const worse = rows.filter((row) => row.worse).map(({ text }) => text);
  const rest = rows.filter((row) => !row.worse).map(({ text }) => text);
  const lines = [
    ...head,
    ...(worse.length > 0 ? ['### Worse', '', ...tableOf(worse), ''] : []),
    ...(rest.length > 0
      ? [
          `<details><summary>${plural(rest.length, 'other change')}</summary>`,
          '',
          ...tableOf(rest),
          '',
          '</details>',
          '',
        ]
      : []),
    ...(note === undefined ? [] : [safe(note), '']),
  ];
  return { text: `${lines.join('\n').trimEnd()}\n`, notes: note === undefined ? [] : [note] };
}

function safe(text: string): string {
  return markdownText(cutText(text, MAX_TEXT));
}

function tableOf(rows: readonly string[]): string[] {
  return [
    '| Change | Section | Object | Before and after | Why it matters |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
}
