/** The picture of a cluster: one graph that every format of `map` draws. Texts are safe for a terminal, and escaped by each format. */
import type { ChangeKind } from '../../result/diff/types.ts';
import type { ObjectRef, Severity, Verdict } from '../../result/types.ts';

export const BANDS = [
  'identities',
  'control-plane',
  'nodes',
  'outside',
  'entry-points',
  'addons',
  'namespaces',
  'storage',
] as const;
/** In the order in which they are read: what runs the cluster, then the way from outside to the data. */
export type BandId = (typeof BANDS)[number];

export type CardKind =
  | 'network'
  | 'entry-point'
  | 'component'
  | 'extensions'
  | 'addon'
  | 'node-pool'
  | 'node'
  | 'namespace'
  | 'workload'
  | 'instance'
  | 'identity'
  | 'storage-class'
  | 'volume'
  | 'claim'
  | 'stack';

export type RiskCounts = Readonly<Partial<Record<Severity, number>>>;

/** A card before its risks are known. */
export interface Draft {
  /** `namespace/shop`: stable between runs, unique in the picture. */
  id: string;
  kind: CardKind;
  title: string;
  /** At most two. */
  lines: readonly string[];
  /** It is there, and nothing of it could be seen. */
  unavailable?: boolean;
  /** Objects that it stands for: their risks are its own. */
  objects: readonly ObjectRef[];
  /** Cards in it; absent = it cannot be opened. */
  inside?: number;
}

/** In a comparison: what became of a card, and all that changed on it in words. */
export interface CardChange {
  kind: ChangeKind;
  weight: 'worse' | 'better' | 'neutral';
  notes: readonly string[];
}

export interface Card extends Omit<Draft, 'objects'> {
  band: BandId;
  risks: RiskCounts;
  worst?: Severity;
  /** Fails on it, worst first; waived ones too. */
  verdicts: readonly Verdict[];
  /** In a diff: what became of it. */
  change?: CardChange;
  /** `stack` only: the cards that it folds. */
  folded?: readonly Card[];
}

export interface Band {
  id: BandId;
  title: string;
  cards: readonly Card[];
  /** Fails that concern all of it, and no single card. */
  verdicts: readonly Verdict[];
  risks: RiskCounts;
  worst?: Severity;
  /** What of it could not be seen, for people. */
  gap?: string;
}

export type EdgeKind = 'reaches' | 'leads-to' | 'controls' | 'may-do' | 'stores-in' | 'runs-on';

/** Several ways between two cards are one edge with a count. */
export interface Edge {
  from: string;
  to: string;
  kind: EdgeKind;
  label: string;
  count: number;
}

export interface Picture {
  title: string;
  subtitle: string;
  /** Time of the snapshot. */
  takenAt: string;
  bands: readonly Band[];
  edges: readonly Edge[];
}

/** What a card holds, drawn on its own. */
export interface Inside {
  /** Id of the card that was opened. */
  of: string;
  title: string;
  cards: readonly Card[];
  edges: readonly Edge[];
}
