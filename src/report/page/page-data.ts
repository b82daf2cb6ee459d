/** Data of the page's script. Data for readers is also in the HTML, unless it is too long. */
import type { CardChange, CardKind, Edge, Layer, NetworkMark, RiskCounts } from '../picture/types.ts';
import type { MtlsState, Severity } from '../../result/types.ts';
import type { RiskChange } from './since.ts';

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
  network?: NetworkMark;
  layer?: Layer;
  inside?: number;
  change?: CardChange;
  /** The card of its lane, which has the risks of the whole lane. */
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
  tip: string;
}

/** A lane of a detail view: a card for the panel, with its place and the lines of its heading. */
export interface PageLane extends PageCard {
  label: string;
  gap: readonly string[];
  box: readonly [number, number, number, number];
}

/** A detail view with its layout. */
export interface PageInside {
  w: number;
  h: number;
  lanes: readonly PageLane[];
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
  /** With an old state: what happened to the risk since. */
  change?: RiskChange;
}

/** Kind, namespace (may be empty) and name of the object of a fail. */
export type PageObject = readonly [kind: string, namespace: string, name: string];

export interface Payload {
  /** Of the picture, for files that the page saves. */
  title: string;
  subtitle: string;
  /** Cluster and day of the data, for texts that leave the page. */
  cluster: string;
  takenAt: string;
  /** Objects of fails, for waivers; absent = the cluster as a whole. */
  objects: Readonly<Record<RiskIndex, PageObject>>;
  /** Cards and lanes of the overview. */
  cards: readonly PageCard[];
  insides: Readonly<Record<string, PageInside>>;
  more: readonly PageRows[];
}
