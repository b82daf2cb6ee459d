import type { RecordKind, RecordTypes } from '../records/index.ts';
import type { CollectorId, Outcome } from '../types.ts';

/** How many objects of a kind a list of the whole cluster gave. */
export interface ListedKind {
  collector: CollectorId;
  group: string;
  plural: string;
  count: number;
  /** It is empty although every cluster has certain objects of the kind. */
  hollow?: true;
}

/** All that was read, and how. */
export interface Reading {
  records: <K extends RecordKind>(kind: K) => readonly RecordTypes[K][];
  outcome: (id: CollectorId) => Outcome | undefined;
  lists: readonly ListedKind[];
  /** `-n`: of namespaced kinds only this one was read. */
  namespace: string | undefined;
  /** Files know it kind by kind, by `kindKey`; absent where the outcome of the collector says it for all of its kinds. */
  whole?: (kind: string) => boolean;
}

export interface Contradiction {
  collector: CollectorId;
  /** By `kindKey`, whose lists are not whole; where a source knows it of whole collectors only, it is the collector's. */
  kinds: readonly string[];
  reason: string;
}

/** One thing that must be in a list because something else says so. */
export type Rule = (reading: Reading) => Contradiction[];

/** Does the list of this kind count as whole? */
export function isWhole({ outcome, whole }: Reading, id: CollectorId, kind: string): boolean {
  return whole === undefined ? outcome(id)?.status === 'ok' : whole(kind);
}
