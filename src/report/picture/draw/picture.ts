import type { Severity } from '../../../result/types.ts';
import { escapeMarkup } from '../../markup.ts';
import type { Box, Layout, PlacedLane } from '../layout/types.ts';
import type { Edge, EdgeKind } from '../types.ts';
import type { DrawnCard } from './card.ts';
import { drawCard } from './card.ts';
import { badge } from './shapes.ts';
import { fitText, textWidth } from './text.ts';

/** Edges of this kind are too many to draw at once; the page shows them for the selected card. */
const QUIET = new Set(['runs-on']);

/** Bands, lines and cards, in this order: lines are behind the cards. With `act` for the page. */
export function drawLayout({ lanes, cards, edges }: Layout, act: boolean): string {
  const lines = edges
    .filter(({ edge }) => act || !QUIET.has(edge.kind))
    .map(({ edge, path }) => drawEdge(edge, path, act));
  return [
    ...lanes.map((lane) => drawLane(lane, act)),
    drawnBehind(lines, act),
    ...cards.map(({ card, ...box }) => drawCard(card, box, act)),
  ].join('');
}

/** A detail view in the page. */
export function drawInside(
  cards: readonly { card: DrawnCard; box: Box }[],
  edges: readonly { edge: Edge; path: string }[],
): string {
  const lines = edges.map(({ edge, path }) => drawEdge(edge, path, true));
  return drawnBehind(lines, true) + cards.map(({ card, box }) => drawCard(card, box, true)).join('');
}

function drawnBehind(lines: readonly string[], act: boolean): string {
  return `<g class="edges"${act ? ' aria-hidden="true"' : ''}>${lines.join('')}</g>`;
}

/** Words of edges for people. */
const EDGE_WORDS: Readonly<Record<EdgeKind, string>> = {
  reaches: 'exposes',
  'leads-to': 'routes to',
  controls: 'controls',
  'may-do': 'permissions',
  'stores-in': 'storage',
  'runs-on': 'runs on',
};

function drawEdge({ from, to, kind, label, count }: Edge, path: string, act: boolean): string {
  const ends = act ? ` data-from="${escapeMarkup(from)}" data-to="${escapeMarkup(to)}"` : '';
  const quiet = QUIET.has(kind) ? ' hushed' : '';
  const more = count > 1 ? ` (${count})` : '';
  return `<path class="edge e-${kind}${quiet}" d="${path}"${ends}><title>${escapeMarkup(`${EDGE_WORDS[kind]}: ${label}${more}`)}</title></path>`;
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

function drawLane({ lane, x, y, w, h }: PlacedLane, act: boolean): string {
  const counts = ORDER.filter((severity) => lane.risks[severity] !== undefined);
  let at = x + 26 + textWidth(lane.title, 14, true);
  const marks = counts.map((severity) => {
    const count = lane.risks[severity] ?? 0;
    const drawn = `${badge(severity, at, y + 11)}<text class="count" x="${at + 16}" y="${y + 21}">${count}</text>`;
    at += 24 + textWidth(String(count), 11, true);
    return drawn;
  });
  const declared = counts.map((severity) => `${lane.risks[severity] ?? 0} ${severity}`).join(', ');
  const empty = lane.cards.length === 0 ? (lane.gap ?? 'none found') : lane.gap && `incomplete: ${lane.gap}`;
  const label = [lane.title, declared === '' ? '' : `cluster-wide risks: ${declared}`, empty ?? '']
    .filter((part) => part !== '')
    .join('; ');
  const acting = act && declared !== '' ? ' role="button" tabindex="-1"' : '';
  const gapX = lane.cards.length === 0 ? x + 14 : at + 8;
  const gapY = lane.cards.length === 0 ? y + 46 : y + 21;
  const gap = empty
    ? `<text class="gap" x="${gapX}" y="${gapY}">${escapeMarkup(fitText(empty, x + w - gapX - 14, 11))}</text>`
    : '';
  return (
    `<g class="lanegroup" data-id="lane/${lane.id}"${acting}><title>${escapeMarkup(label)}</title>` +
    `<rect class="lane" x="${x}" y="${y}" width="${w}" height="${h}" rx="10"/>` +
    `<g${acting === '' ? '' : ' aria-hidden="true"'}><text class="head" x="${x + 14}" y="${y + 22}">${escapeMarkup(lane.title)}</text>${marks.join('')}${gap}</g></g>`
  );
}
