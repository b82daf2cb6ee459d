/** Texts of cards and headings in lines: nothing is shortened while there is room. */
import type { Card, Lane } from '../types.ts';
import { fitText, textWidth } from './text.ts';

export const SIZE = { title: 13, line: 11, head: 14 } as const;
/** Distances of baselines. */
export const STEP = { title: 16, line: 15 } as const;
const SIGN = 33;
const RIGHT = 10;
const LEFT = 12;
/** A lock or a shield at the right of the title. */
export const MARK = 20;
const MIN_HEIGHT = 64;
/** Facts on a card; the panel of the page has all. */
const MAX_LINES = 2;
const MAX_ROWS = 3;
const MAX_GAP_ROWS = 3;

export type TextOfCard = Pick<Card, 'title' | 'lines' | 'risks' | 'mtls' | 'network' | 'inside'>;

/** The drawn lines of a card of this width, and its height. */
export interface CardText {
  title: readonly string[];
  lines: readonly string[];
  /** Baseline of the last line, which has the badges at its right. */
  last: number;
  h: number;
}

export function cardText(card: TextOfCard, w: number): CardText {
  const marks = (card.mtls ? MARK : 0) + (card.network ? MARK : 0);
  const room = w - SIGN - RIGHT;
  const title = wrap(card.title, [room - marks, room, room], SIZE.title, true);
  const full = w - LEFT - RIGHT;
  const lines = card.lines
    .slice(0, MAX_LINES)
    .flatMap((line) => wrap(line, Array<number>(MAX_ROWS).fill(full), SIZE.line));
  const badges = badgesWidth(card);
  const rest = textWidth(lines.at(-1) ?? '', SIZE.line);
  if (badges > 0 && (lines.length === 0 || rest + badges + 6 > full)) lines.push('');
  const last = firstLine(title.length) + Math.max(0, lines.length - 1) * STEP.line;
  return { title, lines, last, h: Math.max(MIN_HEIGHT, last + 10) };
}

/** Baseline of the first fact below a title. */
export function firstLine(titleRows: number): number {
  return 39 + (titleRows - 1) * STEP.title;
}

/** Width of the mark of a card that opens: a number and an arrow. */
export function pillWidth(inside: number | undefined): number {
  return inside === undefined ? 0 : textWidth(String(inside), SIZE.line, true) + 24;
}

function badgesWidth({ risks, inside }: TextOfCard): number {
  const counts = Object.values(risks).reduce(
    (sum, count) => sum + textWidth(String(count), SIZE.line, true) + 20,
    0,
  );
  return counts + (inside === undefined ? 0 : pillWidth(inside) + 6);
}

/** The title of a lane, with the room that its badges leave, and the width of both. */
export function headText(
  { title, risks }: Pick<Lane, 'title' | 'risks'>,
  w: number,
): { title: string; w: number } {
  const badges = Object.values(risks).reduce(
    (sum, count) => sum + 24 + textWidth(String(count), SIZE.line, true),
    0,
  );
  const fitted = fitText(title, w - badges - 12, SIZE.head, true);
  return { title: fitted, w: textWidth(fitted, SIZE.head, true) + 12 + badges };
}

/** Why a lane is empty or incomplete, in lines of its width. */
export function gapText({ cards, gap }: Lane, w: number): string[] {
  const text = cards.length === 0 ? (gap ?? 'none found') : gap && `incomplete: ${gap}`;
  return text === undefined || text === '' ? [] : wrap(text, Array<number>(MAX_GAP_ROWS).fill(w), SIZE.line);
}

/** A text in lines of these widths. It breaks after a separator; only the last line is shortened. */
export function wrap(text: string, rooms: readonly number[], size: number, bold = false): string[] {
  const rows: string[] = [];
  let rest = text;
  for (const [index, room] of rooms.entries()) {
    const last = index === rooms.length - 1;
    if (last || textWidth(rest, size, bold) <= room) {
      if (rest !== '') rows.push(fitText(rest, room, size, bold));
      return rows;
    }
    const cut = breakOf(rest, room, size, bold);
    rows.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rows;
}

/** The length of the longest beginning that fits: up to a space or a slash in its second half, else up to another separator or any character. */
function breakOf(text: string, room: number, size: number, bold: boolean): number {
  let width = 0;
  let fits = 0;
  let word = 0;
  let part = 0;
  for (const character of text) {
    width += textWidth(character, size, bold);
    if (width > room && character !== ' ') break;
    fits += character.length;
    if (/[\s/]/.test(character)) word = fits;
    else if (/[.:,;@_=-]/.test(character)) part = fits;
  }
  if (word > fits / 2) return word;
  return Math.max(word, part) > fits / 3 ? Math.max(word, part) : Math.max(fits, 1);
}
