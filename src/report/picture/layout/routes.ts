import type { Edge } from '../types.ts';
import type { Box, PlacedCard, PlacedEdge } from './types.ts';

interface Joined {
  edge: Edge;
  from: Box;
  to: Box;
}

/** Edges with the boxes at their ends; edges without both ends are omitted. */
export function between(edges: readonly Edge[], cards: readonly PlacedCard[]): Joined[] {
  const boxes = new Map(cards.map((placed) => [placed.card.id, placed]));
  return edges.flatMap((edge) => {
    const from = boxes.get(edge.from);
    const to = boxes.get(edge.to);
    return from && to ? [{ edge, from, to }] : [];
  });
}

/** Curves at right angles to the cards: downward within a column, sideways between columns. */
export function routes(joined: readonly Joined[]): PlacedEdge[] {
  return joined.map(({ edge, from, to }) => ({ edge, path: curve(from, to) }));
}

function curve(from: Box, to: Box): string {
  const [a, b] = [middle(from), middle(to)];
  if (to.y >= from.y + from.h) return vertical(a.x, from.y + from.h, b.x, to.y);
  if (from.y >= to.y + to.h) return vertical(a.x, from.y, b.x, to.y + to.h);
  const [x1, x2] = to.x > from.x ? [from.x + from.w, to.x] : [from.x, to.x + to.w];
  const bend = (x2 - x1) / 2;
  return `M${n(x1)} ${n(a.y)}C${n(x1 + bend)} ${n(a.y)} ${n(x2 - bend)} ${n(b.y)} ${n(x2)} ${n(b.y)}`;
}

function vertical(x1: number, y1: number, x2: number, y2: number): string {
  const bend = (y2 - y1) / 2;
  return `M${n(x1)} ${n(y1)}C${n(x1)} ${n(y1 + bend)} ${n(x2)} ${n(y2 - bend)} ${n(x2)} ${n(y2)}`;
}

function middle({ x, y, w, h }: Box): { x: number; y: number } {
  return { x: x + w / 2, y: y + h / 2 };
}

/** One decimal is sufficient for a screen. */
function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
