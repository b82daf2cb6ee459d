import type { Lane, Card, Edge } from '../types.ts';

/** Pixels of the picture at its own size. */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface PlacedCard extends Box {
  card: Card;
}

/** A lane with its heading: the title, and the lines of what was not collected. */
export interface PlacedLane extends Box {
  lane: Lane;
  /** The box of the heading's text. */
  head: Box;
  gap: readonly string[];
}

export type Point = readonly [x: number, y: number];

/** A line from card to card: its corners, and the `d` of two SVG paths, the line and its arrowhead. */
export interface PlacedEdge {
  edge: Edge;
  points: readonly Point[];
  path: string;
  tip: string;
}

export interface Layout {
  w: number;
  h: number;
  lanes: readonly PlacedLane[];
  cards: readonly PlacedCard[];
  edges: readonly PlacedEdge[];
}

/** Lines run in the gaps between cards. */
export const CARD = { w: 212, h: 64, gap: 18 } as const;
/** `head`: height of a heading with the gap below it. */
export const LANE = { pad: 18, head: 46, gap: 26 } as const;
