/**
 * Lines between cards. Cards are in rows, and every column of lanes has gaps at the same positions in all its rows: a line leaves its card
 * into the gap below or above its row, runs along gaps only, and ends at the edge of the other card. A gap in which a heading is in the way
 * is not used; the padding at the sides of a column never has one.
 */
import type { Edge } from '../types.ts';
import type { Box, PlacedCard, PlacedEdge, Point } from './types.ts';
import { CARD } from './types.ts';

/** Lanes below each other. */
export interface Column {
  cards: readonly PlacedCard[];
  /** Centers of its vertical gaps, paddings included. */
  gaps: readonly number[];
  heads: readonly Box[];
  /** Upper edges of the rows of cards, from top to bottom. */
  rows: readonly number[];
  /** The free space at its right, for lines to other columns. */
  right: number;
}

/** Lines of one source have one track, so that they are one line where they run together. */
const TRACKS = 5;
const TRACK = 2;
const HALF = CARD.gap / 2;
const RADIUS = 5;
/** Distance of the ends of upward lines from the middle of their cards. */
const UPWARD = 16;
/** Length and half width of an arrowhead. */
const TIP = { l: 7, w: 4 } as const;

interface End {
  box: Box;
  column: number;
}

/** Routes edges; those without both ends are omitted. Edges and cards are in a stable order, and so are the tracks. */
export function routes(edges: readonly Edge[], columns: readonly Column[]): PlacedEdge[] {
  const ends = new Map<string, End>();
  for (const [column, { cards }] of columns.entries())
    for (const placed of cards) ends.set(placed.card.id, { box: placed, column });
  const tracks = new Map<string, number>();
  return edges.flatMap((edge) => {
    const from = ends.get(edge.from);
    const to = ends.get(edge.to);
    if (!from || !to || from === to) return [];
    const track = tracks.get(edge.from) ?? tracks.size;
    tracks.set(edge.from, track);
    const shift = ((track % TRACKS) - (TRACKS - 1) / 2) * TRACK;
    const points = simplified(route(from, to, columns, shift));
    return [{ edge, points, path: rounded(points), tip: arrowhead(points) }];
  });
}

function route(from: End, to: End, columns: readonly Column[], shift: number): Point[] {
  const [a, b] = [from.box, to.box];
  const beside = from.column === to.column && a.y === b.y ? side(a, b) : undefined;
  if (beside) return beside;
  const down = b.y >= a.y;
  const sameRow = from.column === to.column && a.y === b.y;
  // Upward lines have ends of their own, so that none runs along a downward one.
  const port = down && !sameRow ? 0 : UPWARD;
  const [ax, bx] = [a.x + a.w / 2 + port, b.x + b.w / 2 + port];
  // Within one row, over the gap above it.
  const start = down && !sameRow ? a.y + a.h : a.y;
  const end = down ? b.y : b.y + b.h;
  const y1 = (down && !sameRow ? start + HALF : start - HALF) + shift;
  const y2 = (down ? end - HALF : end + HALF) + shift;
  const x = gapFor(from, to, columns, { y1, y2, ax, bx, shift });
  const straight = Math.abs(y1 - y2) < 1;
  const middle: Point[] = straight
    ? [
        [ax, y1],
        [bx, y1],
      ]
    : [
        [ax, y1],
        [x, y1],
        [x, y2],
        [bx, y2],
      ];
  return [[ax, start], ...middle, [bx, end]];
}

/** The line between neighbors of one row. */
function side(a: Box, b: Box): Point[] | undefined {
  const [left, right] = a.x < b.x ? [a, b] : [b, a];
  if (right.x - (left.x + left.w) > CARD.gap) return undefined;
  const y = a.y + a.h / 2;
  return a.x < b.x
    ? [
        [a.x + a.w, y],
        [b.x, y],
      ]
    : [
        [a.x, y],
        [b.x + b.w, y],
      ];
}

interface Ways {
  y1: number;
  y2: number;
  ax: number;
  bx: number;
  shift: number;
}

/** Where a line changes from one row to another: the shortest way that no heading and no card closes. */
function gapFor(from: End, to: End, columns: readonly Column[], { y1, y2, ax, bx, shift }: Ways): number {
  const column = columns[from.column];
  // Between two columns, their common gap.
  if (!column || from.column !== to.column)
    return (columns[Math.min(from.column, to.column)]?.right ?? 0) + shift;
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
  const heads = column.heads.filter(({ y, h }) => y < bottom && y + h > top);
  const isFree = (x: number) => heads.every((head) => x + HALF < head.x || x - HALF > head.x + head.w);
  const cardsBetween = column.rows.some((y) => y > top && y < bottom);
  const ways = [...(cardsBetween ? [] : [ax, bx]), ...column.gaps.map((x) => x + shift)].filter(isFree);
  const cost = (x: number) => Math.abs(ax - x) + Math.abs(bx - x);
  return ways.reduce(
    (best, x) => (cost(x) < cost(best) ? x : best),
    ways[0] ?? (column.gaps[0] ?? 0) + shift,
  );
}

/** Without repeated points and without corners on straight lines. */
function simplified(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last && last[0] === point[0] && last[1] === point[1]) continue;
    if (before && last && onLine(before, last, point)) kept.pop();
    kept.push(point);
  }
  return kept;
}

function onLine(a: Point, b: Point, c: Point): boolean {
  return (a[0] === b[0] && b[0] === c[0]) || (a[1] === b[1] && b[1] === c[1]);
}

/** A path with rounded corners; it ends where its arrowhead begins. */
function rounded(points: readonly Point[]): string {
  const [first] = points;
  const last = points.at(-1);
  const before = points.at(-2);
  if (!first || !last || !before) return '';
  const ways = [...points.slice(0, -1), towards(last, before, TIP.l - 1)];
  const parts = [`M${at(first)}`];
  for (let index = 1; index < ways.length - 1; index++) {
    const [a, corner, b] = [ways[index - 1], ways[index], ways[index + 1]];
    if (!a || !corner || !b) continue;
    parts.push(`L${at(towards(corner, a, RADIUS))}Q${at(corner)} ${at(towards(corner, b, RADIUS))}`);
  }
  parts.push(`L${at(ways.at(-1) ?? last)}`);
  return parts.join('');
}

/** The point at this distance on the way to another, at most at half of the way. */
function towards([x, y]: Point, [tx, ty]: Point, distance: number): Point {
  const length = Math.hypot(tx - x, ty - y);
  const share = length === 0 ? 0 : Math.min(distance, length / 2) / length;
  return [x + (tx - x) * share, y + (ty - y) * share];
}

function arrowhead(points: readonly Point[]): string {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return '';
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1;
  const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  const base: Point = [end[0] - dx * TIP.l, end[1] - dy * TIP.l];
  return `M${at(end)}L${at([base[0] - dy * TIP.w, base[1] + dx * TIP.w])}L${at([base[0] + dy * TIP.w, base[1] - dx * TIP.w])}z`;
}

/** One decimal is sufficient for a screen. */
function at([x, y]: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
