import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { Card, Inside } from '../types.ts';
import { layeredGraph, layOut } from './dagre.ts';
import { between, routes } from './routes.ts';
import type { Layout, PlacedCard } from './types.ts';
import { CARD } from './types.ts';

/** Above this a layered layout takes seconds and is unreadable. */
const MAX_LAYERED = 200;
/** Above this a grid of cards is longer than two screens: tiles are used. */
const MAX_ON_A_GRID = 120;
const WIDTH = 1330;
const PER_ROW = 6;
const TILES_HEIGHT = 760;

/** Layout of a detail view: layered if it has edges, else a grid, else tiles. */
export function layoutInside(inside: Inside): Layout {
  const { cards, edges } = inside;
  const layered = edges.length > 0 && cards.length <= MAX_LAYERED ? layers(inside) : undefined;
  const placed = layered ?? (cards.length <= MAX_ON_A_GRID ? grid(cards, 0) : tiles(cards));
  return { ...extent(placed), lanes: [], cards: placed, edges: routes(between(edges, placed)) };
}

/** Cards with edges in layers, those without in a grid below; undefined when the library fails. */
function layers({ cards, edges }: Inside): PlacedCard[] | undefined {
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const graph = layeredGraph()
    .setGraph({ rankdir: 'TB', nodesep: CARD.gap, ranksep: 48, edgesep: 8 })
    .setDefaultEdgeLabel(() => ({}));
  for (const { id } of cards) if (joined.has(id)) graph.setNode(id, { width: CARD.w, height: CARD.h });
  for (const { from, to } of edges) if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to);
  try {
    layOut(graph);
  } catch {
    // The library fails on some graphs; a grid shows the same cards.
    return undefined;
  }
  const drawn = cards
    .filter(({ id }) => graph.hasNode(id))
    .map((card): PlacedCard => {
      const { x = 0, y = 0 } = graph.node(card.id);
      return { card, x: x - CARD.w / 2, y: y - CARD.h / 2, w: CARD.w, h: CARD.h };
    });
  const { h } = extent(drawn);
  return [
    ...drawn,
    ...grid(
      cards.filter(({ id }) => !joined.has(id)),
      drawn.length > 0 ? h + 2 * CARD.gap : 0,
    ),
  ];
}

function grid(cards: readonly Card[], top: number): PlacedCard[] {
  return cards.map((card, index) => ({
    card,
    x: (index % PER_ROW) * (CARD.w + CARD.gap),
    y: top + Math.floor(index / PER_ROW) * (CARD.h + CARD.gap),
    w: CARD.w,
    h: CARD.h,
  }));
}

/** Hundreds of nodes on one screen: equal tiles that fill it, in their order. */
function tiles(cards: readonly Card[]): PlacedCard[] {
  const root = hierarchy<{ card?: Card; children?: { card: Card }[] }>({
    children: cards.map((card) => ({ card })),
  }).sum(({ card }) => (card ? 1 : 0));
  const drawn = treemap<{ card?: Card }>()
    .tile(treemapSquarify.ratio(2))
    .size([WIDTH, Math.max(TILES_HEIGHT, Math.ceil(cards.length / 60) * 24)])
    .paddingInner(2)(root);
  return drawn
    .leaves()
    .flatMap(({ data: { card }, x0, x1, y0, y1 }) =>
      card ? [{ card, x: x0, y: y0, w: x1 - x0, h: y1 - y0 }] : [],
    );
}

function extent(cards: readonly PlacedCard[]): { w: number; h: number } {
  return cards.reduce(
    (size, { x, y, w, h }) => ({ w: Math.max(size.w, x + w), h: Math.max(size.h, y + h) }),
    { w: 0, h: 0 },
  );
}
