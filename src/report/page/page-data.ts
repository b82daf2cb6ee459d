/** Data of the page's script. Data for readers is also in the HTML, unless it is too long. */
import type { CardChange, CardKind, Edge, RiskCounts } from '../picture/types.ts';
import type { MtlsState, Severity } from '../../result/types.ts';

/** Index of a fail in the result. */
export type RiskIndex = number;

export interface PageCard {
  id: string;
  kind: CardKind;
  title: string;
  lines: readonly string[];
  risks: RiskCounts;
  worst?: Severity;
  unavailable?: true;
  mtls?: MtlsState;
  inside?: number;
  change?: CardChange;
  /** In the overview: the card of its lane, which has the risks of the whole lane. */
  lane?: string;
  /** Fails on it. */
  on: readonly RiskIndex[];
}

export interface PagePlacedCard extends PageCard {
  /** x, y, width, height. */
  box: readonly [number, number, number, number];
}

export interface PageEdge extends Edge {
  path: string;
}

/** A detail view with its layout. */
export interface PageInside {
  w: number;
  h: number;
  cards: readonly PagePlacedCard[];
  edges: readonly PageEdge[];
}

/** Rows of a table that are too many for the HTML; cells as text. */
export interface PageRows {
  /** Id of the table's body. */
  table: string;
  rows: readonly PageRow[];
}

export interface PageRow {
  cells: readonly string[];
  risk?: RiskIndex;
  namespace?: string;
}

export interface Payload {
  /** Cards and lanes of the overview. */
  cards: readonly PageCard[];
  insides: Readonly<Record<string, PageInside>>;
  more: readonly PageRows[];
}
