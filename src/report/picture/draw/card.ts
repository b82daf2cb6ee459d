import type { Severity } from '../../../result/types.ts';
import { escapeMarkup } from '../../markup.ts';
import type { Box } from '../layout/types.ts';
import type { Card, CardChange } from '../types.ts';
import { badge, lock, LOCK_WORDS, shield, SHIELD_WORDS, sign } from './shapes.ts';
import { cardText, firstLine, MARK, pillWidth, SIZE, STEP } from './text-box.ts';
import { fitText, textWidth } from './text.ts';

/** The drawn parts of a card; the script has only these for the cards that it draws. */
export type DrawnCard = Pick<
  Card,
  | 'id'
  | 'kind'
  | 'title'
  | 'lines'
  | 'risks'
  | 'worst'
  | 'unavailable'
  | 'inside'
  | 'change'
  | 'mtls'
  | 'network'
  | 'layer'
>;

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
/** A smaller tile shows its symbol and stripe only; its name is in the tooltip. */
const FULL = { w: 120, h: 52 } as const;

/** One card. With `act` it is focusable and has a label for screen readers. */
export function drawCard(card: DrawnCard, box: Box, act: boolean): string {
  const { id, kind, worst, unavailable, change, inside, layer } = card;
  const label = escapeMarkup(describe(card));
  const classes = [
    'card',
    `k-${kind}`,
    worst ? `w-${worst}` : '',
    unavailable ? 'dark' : '',
    inside === undefined ? '' : 'can-open',
    layer ? `la-${layer}` : '',
    change ? `c-${change.kind} t-${change.impact}` : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
  const acting = act ? ` role="button" tabindex="-1"` : '';
  const { w, h } = box;
  const stacked =
    kind === 'stack' ? `<rect class="back" x="5" y="-5" width="${n(w)}" height="${n(h)}" rx="7"/>` : '';
  const stripe = worst
    ? `<path class="s-${worst} la-risks" d="M0 7a7 7 0 0 1 5-6.7v${n(h - 0.6)}a7 7 0 0 1-5-6.7z"/>`
    : '';
  return (
    `<g class="${classes}" data-id="${escapeMarkup(id)}" transform="translate(${n(box.x)} ${n(box.y)})"${acting}>` +
    `<title>${label}</title>${stacked}<rect class="face" width="${n(w)}" height="${n(h)}" rx="7"/>${stripe}` +
    // The title contains the complete text; the drawn text is truncated to fit.
    `<g${act ? ' aria-hidden="true"' : ''}>${w >= FULL.w && h >= FULL.h ? full(card, box) : tile(card, box)}${change ? changeMark(change, w) : ''}</g></g>`
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

function full(card: DrawnCard, { w, h }: Box): string {
  const { kind, risks, mtls, network, inside } = card;
  const { title, lines, last } = cardText(card, w);
  const first = firstLine(title.length);
  const titles = title.map((row, index) => textAt('title', 33, 21 + index * STEP.title, row));
  const facts = lines.flatMap((row, index) =>
    row === '' ? [] : textAt('line', 12, first + index * STEP.line, row),
  );
  const pill = pillWidth(inside);
  const marks = badges(risks, w - 10 - (pill > 0 ? pill + 6 : 0), last);
  return [
    sign(kind, 11, 8),
    ...titles,
    mtls ? `<g class="la-mesh">${lock(mtls, w - 26, 8)}</g>` : '',
    network ? `<g class="la-network">${shield(network, w - 26 - (mtls ? MARK : 0), 8)}</g>` : '',
    marks === '' ? '' : `<g class="la-risks">${marks}</g>`,
    ...facts,
    inside === undefined ? '' : opens(inside, w - 8 - pill, Math.min(last, h) - 12, pill),
  ].join('');
}

function textAt(name: string, x: number, y: number, value: string): string {
  return `<text class="${name}" x="${n(x)}" y="${n(y)}">${escapeMarkup(value)}</text>`;
}

/** The mark of a card that opens: the number of cards inside and an arrow. */
function opens(inside: number, x: number, y: number, w: number): string {
  return (
    `<g class="opens"><rect class="pill" x="${n(x)}" y="${n(y)}" width="${n(w)}" height="16" rx="8"/>` +
    `<text class="count" x="${n(x + 8)}" y="${n(y + 12)}">${inside}</text>` +
    `<path class="chevron" d="M${n(x + w - 11)} ${n(y + 4.5)}l3.5 3.5l-3.5 3.5"/></g>`
  );
}

function tile({ title }: DrawnCard, { w, h }: Box): string {
  if (w < 44 || h < 18) return '';
  return textAt('line', 9, h / 2 + 4, fitText(title, w - 14, SIZE.line));
}

/** Shapes with counts, right-aligned, most severe first. */
function badges(risks: DrawnCard['risks'], right: number, y: number): string {
  let left = right;
  let text = '';
  for (const severity of [...ORDER].reverse()) {
    const count = risks[severity];
    if (count === undefined) continue;
    const width = textWidth(String(count), SIZE.line, true);
    text = `${badge(severity, left - width - 14, y - 10)}${textAt('count', left - width, y, String(count))}${text}`;
    left -= width + 20;
  }
  return text;
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
  network,
}: DrawnCard): string {
  const counts = ORDER.flatMap((severity) =>
    risks[severity] === undefined ? [] : [`${risks[severity]} ${severity}`],
  );
  return [
    `${kind.replace('-', ' ')} ${title}: ${lines.filter((line) => line !== '').join('; ')}.`,
    unavailable ? ' Not visible.' : '',
    mtls ? ` ${LOCK_WORDS[mtls]}.` : '',
    network ? ` ${SHIELD_WORDS[network]}.` : '',
    change ? ` Change: ${change.notes.join('; ')}.` : '',
    counts.length > 0 ? ` Risks: ${counts.join(', ')}.` : ' No risks on this resource.',
    inside === undefined ? '' : ` Opens: ${inside} inside.`,
  ].join('');
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
