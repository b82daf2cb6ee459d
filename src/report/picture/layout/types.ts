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

export interface PlacedLane extends Box {
  lane: Lane;
}

/** A line from card to card, as the `d` of an SVG path. */
export interface PlacedEdge {
  edge: Edge;
  path: string;
}

export interface Layout {
  w: number;
  h: number;
  lanes: readonly PlacedLane[];
  cards: readonly PlacedCard[];
  edges: readonly PlacedEdge[];
}

export const CARD = { w: 212, h: 64, gap: 12 } as const;
export const LANE = { pad: 14, head: 34, gap: 22 } as const;
