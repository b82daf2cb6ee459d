import type { Severity } from '../../../result/types.ts';
import { escapeMarkup } from '../../markup.ts';
import type { Box, Layout, PlacedEdge } from '../layout/types.ts';
import { LANE } from '../layout/types.ts';
import type { Lane } from '../types.ts';
import type { DrawnCard } from './card.ts';
import { drawCard } from './card.ts';
import { EDGE_WORDS, LAYER_OF } from './edge-kinds.ts';
import { badge } from './shapes.ts';
import { headText, SIZE, STEP } from './text-box.ts';
import { textWidth } from './text.ts';

/** Edges of this kind are too many to draw at once; the page shows them for the selected card. */
const QUIET = new Set(['runs-on']);

type DrawnLane = Pick<Lane<string>, 'id' | 'title' | 'risks'> & { label: string };

/** A placed lane, with the texts of its heading in lines. */
export interface LaneBox extends Box {
  lane: DrawnLane;
  gap: readonly string[];
}

type DrawnEdge = Pick<PlacedEdge, 'edge' | 'path' | 'tip'>;

/** Lanes, lines and cards, in this order: lines are behind the cards. With `act` for the page. */
export function drawLayout({ lanes, cards, edges }: Layout, act: boolean): string {
  return drawParts(
    {
      lanes: lanes.map((placed) => ({ ...placed, lane: { ...placed.lane, label: laneLabel(placed.lane) } })),
      cards: cards.map(({ card, ...box }) => ({ card, box })),
      edges: edges.filter(({ edge }) => act || !QUIET.has(edge.kind)),
    },
    act,
  );
}

/** What the page has of a detail view. */
export interface Parts {
  lanes: readonly LaneBox[];
  cards: readonly { card: DrawnCard; box: Box }[];
  edges: readonly DrawnEdge[];
}

export function drawParts({ lanes, cards, edges }: Parts, act: boolean): string {
  const lines = edges.map((one) => drawEdge(one, act));
  return [
    ...lanes.map((lane) => drawLane(lane, act)),
    `<g class="edges"${act ? ' aria-hidden="true"' : ''}>${lines.join('')}</g>`,
    ...cards.map(({ card, box }) => drawCard(card, box, act)),
  ].join('');
}

function drawEdge({ edge: { from, to, kind, label, count }, path, tip }: DrawnEdge, act: boolean): string {
  const ends = act ? ` data-from="${escapeMarkup(from)}" data-to="${escapeMarkup(to)}"` : '';
  const quiet = QUIET.has(kind) ? ' hushed' : '';
  const more = count > 1 ? ` (${count})` : '';
  const layer = LAYER_OF[kind];
  const words = `${EDGE_WORDS[kind]}: ${label}${more}`;
  return (
    `<g class="edge e-${kind}${quiet}${layer ? ` la-${layer}` : ''}"${ends}><title>${escapeMarkup(words)}</title>` +
    `<path class="wire" d="${path}"/><path class="tip" d="${tip}"/></g>`
  );
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

function drawLane({ lane, x, y, w, h, gap }: LaneBox, act: boolean): string {
  const { title } = headText(lane, w - 2 * LANE.pad);
  let at = x + 26 + textWidth(title, SIZE.head, true);
  const marks = ORDER.flatMap((severity) => {
    const count = lane.risks[severity];
    if (count === undefined) return [];
    const drawn = `${badge(severity, at, y + 11)}<text class="count" x="${at + 16}" y="${y + 21}">${count}</text>`;
    at += 24 + textWidth(String(count), SIZE.line, true);
    return drawn;
  });
  const acting = act && marks.length > 0 ? ' role="button" tabindex="-1"' : '';
  const gaps = gap.map(
    (row, index) =>
      `<text class="gap" x="${x + 14}" y="${y + 38 + index * STEP.line}">${escapeMarkup(row)}</text>`,
  );
  return (
    `<g class="lanegroup" data-id="${escapeMarkup(`lane/${lane.id}`)}"${acting}><title>${escapeMarkup(lane.label)}</title>` +
    `<rect class="lane" x="${x}" y="${y}" width="${w}" height="${h}" rx="10"/>` +
    `<g${acting === '' ? '' : ' aria-hidden="true"'}><text class="head" x="${x + 14}" y="${y + 22}">${escapeMarkup(title)}</text>` +
    `${marks.length > 0 ? `<g class="la-risks">${marks.join('')}</g>` : ''}${gaps.join('')}</g></g>`
  );
}

/** The label of a lane for screen readers and tooltips. */
export function laneLabel({ title, risks, cards, gap }: Lane): string {
  const counts = ORDER.filter((severity) => risks[severity] !== undefined);
  const declared = counts.map((severity) => `${risks[severity] ?? 0} ${severity}`).join(', ');
  const empty = cards.length === 0 ? (gap ?? 'none found') : gap && `incomplete: ${gap}`;
  return [title, declared === '' ? '' : `risks of the whole: ${declared}`, empty ?? '']
    .filter((part) => part !== '')
    .join('; ');
}
