/** The picture of a cluster: one graph that every format of `map` draws. Texts are safe for a terminal, and escaped by each format. */
import type { ChangeKind } from '../../result/diff/types.ts';
import type { MtlsState, NetworkState, ObjectRef, Severity, Verdict } from '../../result/types.ts';

export const LANES = [
  'identities',
  'control-plane',
  'nodes',
  'outside',
  'entry-points',
  'addons',
  'namespaces',
  'storage',
] as const;
/** In reading order: the cluster's own components, then the path from outside to the data. */
export type LaneId = (typeof LANES)[number];

/** Lanes of a detail view, in reading order; `contents` for views with cards of one kind. */
export type InsideLaneId =
  'contents' | 'namespace' | 'entry-points' | 'services' | 'workloads' | 'identities' | 'storage';

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
  | 'service'
  | 'policy'
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
  /** The first two are drawn. */
  lines: readonly string[];
  /** It exists, but none of its data was collected. */
  unavailable?: boolean;
  /** Of a namespace in a mesh: drawn as a lock. */
  mtls?: MtlsState;
  /** Connections that NetworkPolicies allow: drawn as a shield. */
  network?: NetworkMark;
  /** Layer that shows and hides the card in a detail view. */
  layer?: Layer;
  /** Objects that the card represents, with their risks. */
  objects: readonly ObjectRef[];
  /** Number of cards in its detail view; absent = it has none. */
  inside?: number;
}

/** Parts of the picture that a reader can hide. */
export const LAYERS = ['risks', 'exposure', 'identities', 'mesh', 'network'] as const;
export type Layer = (typeof LAYERS)[number];

export type NetworkMark = Exclude<NetworkState, 'no-pods'>;

/** In a comparison: the change of a card, with all its changes as texts. */
export interface CardChange {
  kind: ChangeKind;
  impact: 'worse' | 'better' | 'neutral';
  notes: readonly string[];
}

export interface Card extends Omit<Draft, 'objects'> {
  lane: LaneId | InsideLaneId;
  risks: RiskCounts;
  worst?: Severity;
  /** Fails on it, worst first, including accepted ones. */
  verdicts: readonly Verdict[];
  /** In a diff: its change. */
  change?: CardChange;
  /** `stack` only: the collapsed cards. */
  folded?: readonly Card[];
}

export interface Lane<Id extends string = LaneId | InsideLaneId> {
  id: Id;
  title: string;
  cards: readonly Card[];
  /** Fails of the whole lane, on no single card. */
  verdicts: readonly Verdict[];
  risks: RiskCounts;
  worst?: Severity;
  /** Data of the lane that was not collected, as text. */
  gap?: string;
}

/** `selects`: a Service its workloads; `limits`: a NetworkPolicy; `authorizes`: an AuthorizationPolicy of a mesh. */
export const EDGE_KINDS = [
  'reaches',
  'leads-to',
  'selects',
  'controls',
  'may-do',
  'runs-as',
  'limits',
  'authorizes',
  'stores-in',
  'runs-on',
] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** Several connections between two cards are one edge with a count. */
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
  lanes: readonly Lane[];
  edges: readonly Edge[];
}

/** The detail view of a card. */
export interface Inside {
  /** Id of the card. */
  of: string;
  title: string;
  /** The risks of the card that are on none of the cards inside are on one of its lanes, or on the card of its namespace. */
  lanes: readonly Lane[];
  edges: readonly Edge[];
}
