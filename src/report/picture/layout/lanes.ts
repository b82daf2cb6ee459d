import type { Lane, LaneId, Picture } from '../types.ts';
import { between, routes } from './routes.ts';
import type { Layout, PlacedLane, PlacedCard } from './types.ts';
import { LANE, CARD } from './types.ts';

/** The cluster's own components on the left; on the right the path from outside to the data, from top to bottom. */
const COLUMNS: readonly (readonly LaneId[])[] = [
  ['identities', 'control-plane', 'nodes'],
  ['outside', 'entry-points', 'addons', 'namespaces', 'storage'],
];

/** Cards per row: few in a small picture, more when a lane would be taller than a screen. */
const WIDE = [
  { narrow: 2, wide: 3, from: 24 },
  { narrow: 4, wide: 6, from: 48 },
] as const;

/** Fixed lanes in two columns, cards on a grid in the order of the picture: unchanged cards keep their position. */
export function layoutPicture({ lanes, edges }: Picture): Layout {
  const byId = new Map(lanes.map((lane) => [lane.id, lane]));
  const placed: PlacedLane[] = [];
  const cards: PlacedCard[] = [];
  let left = 0;
  let height = 0;
  COLUMNS.forEach((ids, column) => {
    const own = ids.flatMap((id) => byId.get(id) ?? []);
    const per = perRow(own, WIDE[column] ?? WIDE[0]);
    const w = per * CARD.w + (per - 1) * CARD.gap + 2 * LANE.pad;
    let top = 0;
    for (const lane of own) {
      const h = laneHeight(lane, per);
      placed.push({ lane, x: left, y: top, w, h });
      cards.push(...grid(lane, per, left, top));
      top += h + LANE.gap;
    }
    height = Math.max(height, top - LANE.gap);
    left += w + LANE.gap;
  });
  return { w: left - LANE.gap, h: height, lanes: placed, cards, edges: routes(between(edges, cards)) };
}

function perRow(lanes: readonly Lane[], { narrow, wide, from }: (typeof WIDE)[number]): number {
  return Math.max(0, ...lanes.map(({ cards }) => cards.length)) >= from ? wide : narrow;
}

function laneHeight({ cards }: Lane, per: number): number {
  // An empty lane contains its reason, in half the height of a card.
  const rows = Math.max(0.5, Math.ceil(cards.length / per));
  return LANE.head + rows * CARD.h + Math.max(0, Math.ceil(rows) - 1) * CARD.gap + LANE.pad;
}

function grid({ cards }: Lane, per: number, left: number, top: number): PlacedCard[] {
  return cards.map((card, index) => ({
    card,
    x: left + LANE.pad + (index % per) * (CARD.w + CARD.gap),
    y: top + LANE.head + Math.floor(index / per) * (CARD.h + CARD.gap),
    w: CARD.w,
    h: CARD.h,
  }));
}
