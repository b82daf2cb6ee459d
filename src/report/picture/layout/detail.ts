import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import { gapText } from '../draw/text-box.ts';
import type { Card, Inside, Lane } from '../types.ts';
import { headOf, layoutColumns } from './columns.ts';
import type { Layout, PlacedCard } from './types.ts';
import { LANE } from './types.ts';

/** Above this a grid of cards is longer than two screens: tiles are used. */
const MAX_ON_A_GRID = 120;
const WIDTH = 1330;
const MIN_PER_ROW = 4;
const PER_ROW = 6;
const TILES_HEIGHT = 760;

/** Layout of a detail view: lanes with their lines, or tiles for many cards without lines. */
export function layoutInside({ lanes, edges }: Inside): Layout {
  const sizes = lanes.map(({ cards }) => cards.length);
  const [only] = lanes;
  if (only && lanes.length === 1 && edges.length === 0 && only.cards.length > MAX_ON_A_GRID)
    return layoutTiles(only);
  const per = Math.min(PER_ROW, Math.max(MIN_PER_ROW, ...sizes));
  return layoutColumns([{ lanes, per }], edges);
}

function layoutTiles(lane: Lane): Layout {
  const [w, h] = [WIDTH + 2 * LANE.pad, tilesHeight(lane.cards) + LANE.head + LANE.pad];
  const gap = gapText({ ...lane, gap: '' }, WIDTH);
  const placed = { lane, x: 0, y: 0, w, h, gap, head: headOf(lane, gap, { x: 0, y: 0, w }) };
  return { w, h, lanes: [placed], cards: tiles(lane.cards), edges: [] };
}

function tilesHeight(cards: readonly Card[]): number {
  return Math.max(TILES_HEIGHT, Math.ceil(cards.length / 60) * 24);
}

/** Hundreds of nodes on one screen: equal tiles that fill it, in their order. */
function tiles(cards: readonly Card[]): PlacedCard[] {
  const root = hierarchy<{ card?: Card; children?: { card: Card }[] }>({
    children: cards.map((card) => ({ card })),
  }).sum(({ card }) => (card ? 1 : 0));
  const drawn = treemap<{ card?: Card }>()
    .tile(treemapSquarify.ratio(2))
    .size([WIDTH, tilesHeight(cards)])
    .paddingInner(2)(root);
  return drawn
    .leaves()
    .flatMap(({ data: { card }, x0, x1, y0, y1 }) =>
      card ? [{ card, x: x0 + LANE.pad, y: y0 + LANE.head, w: x1 - x0, h: y1 - y0 }] : [],
    );
}
