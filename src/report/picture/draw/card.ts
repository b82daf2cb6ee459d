import type { Severity } from '../../../result/types.ts';
import { escapeMarkup } from '../../markup.ts';
import type { Box } from '../layout/types.ts';
import type { Card, CardChange } from '../types.ts';
import { badge, lock, LOCK_WORDS, sign } from './shapes.ts';
import { fitText, textWidth } from './text.ts';

/** The drawn parts of a card; the script has only these for the cards that it draws. */
export type DrawnCard = Pick<
  Card,
  'id' | 'kind' | 'title' | 'lines' | 'risks' | 'worst' | 'unavailable' | 'inside' | 'change' | 'mtls'
>;

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
const SIZE = { title: 13, line: 11 } as const;
/** A smaller tile shows its symbol and stripe only; its name is in the tooltip. */
const FULL = { w: 120, h: 52 } as const;

/** One card. With `act` it is focusable and has a label for screen readers. */
export function drawCard(card: DrawnCard, box: Box, act: boolean): string {
  const { id, kind, worst, unavailable, change } = card;
  const label = escapeMarkup(describe(card));
  const classes = [
    'card',
    `k-${kind}`,
    worst ? `w-${worst}` : '',
    unavailable ? 'dark' : '',
    change ? `c-${change.kind} t-${change.impact}` : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
  const acting = act ? ` role="button" tabindex="-1"` : '';
  const { w, h } = box;
  const stacked =
    kind === 'stack' ? `<rect class="back" x="5" y="-5" width="${n(w)}" height="${n(h)}" rx="7"/>` : '';
  const stripe = worst
    ? `<path class="s-${worst}" d="M0 7a7 7 0 0 1 5-6.7v${n(h - 0.6)}a7 7 0 0 1-5-6.7z"/>`
    : '';
  return (
    `<g class="${classes}" data-id="${escapeMarkup(id)}" transform="translate(${n(box.x)} ${n(box.y)})"${acting}>` +
    `<title>${label}</title>${stacked}<rect class="face" width="${n(w)}" height="${n(h)}" rx="7"/>${stripe}` +
    // The title contains the complete text; the drawn text is truncated to fit.
    `<g${act ? ' aria-hidden="true"' : ''}>${w >= FULL.w && h >= FULL.h ? full(card, w) : tile(card, box)}${change ? changeMark(change, w) : ''}</g></g>`
  );
}

/** Symbols of a comparison; a changed card has a symbol for the direction. */
export const CHANGE_SIGNS = {
  added: '+',
  removed: '\u2212',
  worse: '\u25b2',
  better: '\u25bc',
  changed: '~',
  unclear: '?',
} as const;

function signOf({ kind, impact }: CardChange): string {
  return CHANGE_SIGNS[kind === 'changed' && impact !== 'neutral' ? impact : kind];
}

/** The symbol at the corner of the card: colors alone are not accessible. */
function changeMark(change: CardChange, w: number): string {
  return `<circle class="mark" cx="${n(w - 2)}" cy="2" r="9"/><text class="mark-sign" x="${n(w - 2)}" y="6.5" text-anchor="middle">${signOf(change)}</text>`;
}

function full({ kind, title, lines, risks, mtls }: DrawnCard, w: number): string {
  // In the last line, so that the name has the full width.
  const marks = badges(risks, w - 10);
  const rooms = [w - 22, marks.left - 18];
  const texts = lines
    .slice(0, 2)
    .map(
      (line, index) =>
        `<text class="line" x="12" y="${39 + index * 15}">${escapeMarkup(fitText(line, rooms[index] ?? 0, SIZE.line))}</text>`,
    );
  return (
    `${sign(kind, 11, 8)}<text class="title" x="33" y="21">${escapeMarkup(fitText(title, w - (mtls ? 65 : 43), SIZE.title, true))}</text>` +
    `${mtls ? lock(mtls, w - 28, 8) : ''}${marks.text}${texts.join('')}`
  );
}

function tile({ title }: DrawnCard, { w, h }: Box): string {
  if (w < 44 || h < 18) return '';
  return `<text class="line" x="9" y="${n(h / 2 + 4)}">${escapeMarkup(fitText(title, w - 14, SIZE.line))}</text>`;
}

/** Shapes with counts, right-aligned, most severe first; `left` is where they begin. */
function badges(risks: DrawnCard['risks'], right: number): { text: string; left: number } {
  let left = right;
  let text = '';
  for (const severity of [...ORDER].reverse()) {
    const count = risks[severity];
    if (count === undefined) continue;
    const width = textWidth(String(count), SIZE.line, true);
    text =
      `${badge(severity, left - width - 14, 44)}<text class="count" x="${n(left - width)}" y="54">${count}</text>` +
      text;
    left -= width + 20;
  }
  return { text, left };
}

/** `namespace shop: 15 pods, 5 workloads; istio. Risks: 3 medium.` */
export function describe({
  kind,
  title,
  lines,
  risks,
  unavailable,
  inside,
  change,
  mtls,
}: DrawnCard): string {
  const counts = ORDER.flatMap((severity) =>
    risks[severity] === undefined ? [] : [`${risks[severity]} ${severity}`],
  );
  return [
    `${kind.replace('-', ' ')} ${title}: ${lines.filter((line) => line !== '').join('; ')}.`,
    unavailable ? ' Not visible.' : '',
    mtls ? ` ${LOCK_WORDS[mtls]}.` : '',
    change ? ` Change: ${change.notes.join('; ')}.` : '',
    counts.length > 0 ? ` Risks: ${counts.join(', ')}.` : ' No risks on this resource.',
    inside === undefined ? '' : ` Contains ${inside}.`,
  ].join('');
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
