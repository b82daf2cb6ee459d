import { cardText, gapText, headText, SIZE, STEP } from '../draw/text-box.ts';
import { textWidth } from '../draw/text.ts';
import type { Card, Edge, Lane } from '../types.ts';
import type { Column } from './routes.ts';
import { routes } from './routes.ts';
import type { Box, Layout, PlacedCard, PlacedLane } from './types.ts';
import { CARD, LANE } from './types.ts';

export interface ColumnOfLanes {
  lanes: readonly Lane[];
  /** Cards per row. */
  per: number;
}

/** Columns of lanes with their cards on a grid, in the order of the picture: unchanged cards keep their position. */
export function layoutColumns(columns: readonly ColumnOfLanes[], edges: readonly Edge[]): Layout {
  const placed: PlacedLane[] = [];
  const cards: PlacedCard[] = [];
  const ways: Column[] = [];
  let left = 0;
  let height = 0;
  for (const { lanes, per } of columns) {
    const w = per * CARD.w + (per - 1) * CARD.gap + 2 * LANE.pad;
    const own: PlacedCard[] = [];
    const heads: Box[] = [];
    let top = 0;
    for (const lane of lanes) {
      const one = placeLane(lane, per, { x: left, y: top, w });
      placed.push(one.lane);
      own.push(...one.cards);
      heads.push(one.lane.head);
      top += one.lane.h + LANE.gap;
    }
    cards.push(...own);
    const rows = [...new Set(own.map(({ y }) => y))];
    ways.push({ cards: own, heads, rows, gaps: gapsOf(left, per), right: left + w + LANE.gap / 2 });
    height = Math.max(height, top - LANE.gap);
    left += w + LANE.gap;
  }
  return { w: left - LANE.gap, h: Math.max(height, 0), lanes: placed, cards, edges: routes(edges, ways) };
}

/** Centers of the gaps at the left of each card, and of the padding at the right of the last. */
function gapsOf(left: number, per: number): number[] {
  return Array.from(
    { length: per + 1 },
    (_, index) => left + LANE.pad - CARD.gap / 2 + index * (CARD.w + CARD.gap),
  );
}

interface Place {
  x: number;
  y: number;
  w: number;
}

function placeLane(lane: Lane, per: number, place: Place): { lane: PlacedLane; cards: PlacedCard[] } {
  const { x, y, w } = place;
  const gap = gapText(lane, w - 2 * LANE.pad);
  const empty = lane.cards.length === 0;
  const head = headOf(lane, gap, place);
  let top = y + LANE.head + gap.length * STEP.line;
  const cards: PlacedCard[] = [];
  for (let index = 0; index < lane.cards.length; index += per) {
    const row = lane.cards.slice(index, index + per);
    const h = rowHeight(row);
    cards.push(
      ...row.map((card, at) => ({ card, x: x + LANE.pad + at * (CARD.w + CARD.gap), y: top, w: CARD.w, h })),
    );
    top += h + CARD.gap;
  }
  const bottom = empty ? top - LANE.pad / 2 : top - CARD.gap + LANE.pad;
  return { lane: { lane, x, y, w, h: bottom - y, head, gap }, cards };
}

/** Cards of one row have one height. */
function rowHeight(row: readonly Card[]): number {
  return Math.max(...row.map((card) => cardText(card, CARD.w).h));
}

/** The box of the title with its badges, and of the lines below it. */
export function headOf(lane: Lane, gap: readonly string[], { x, y, w: width }: Place): Box {
  const title = headText(lane, width - 2 * LANE.pad);
  const w = Math.max(title.w, ...gap.map((line) => textWidth(line, SIZE.line)));
  return { x: x + 14, y: y + 9, w, h: 19 + gap.length * STEP.line };
}
