import type { RecordKind, RecordTypes } from '../records/index.ts';
import type { CollectorId, Outcome } from '../types.ts';

/** How many objects of a kind a list of the whole cluster contained. */
export interface ListedKind {
  collector: CollectorId;
  group: string;
  kind: string;
  plural: string;
  count: number;
  /** It is empty although every cluster has certain objects of the kind. */
  hollow?: true;
}

/** Everything that was read, with the outcomes. */
export interface Reading {
  records: <K extends RecordKind>(kind: K) => readonly RecordTypes[K][];
  outcome: (id: CollectorId) => Outcome | undefined;
  lists: readonly ListedKind[];
  /** `-n`: namespaced kinds were read in this namespace only. */
  namespace: string | undefined;
  /** Files know it kind by kind, by `kindKey`; absent where the outcome of the collector covers all of its kinds. */
  whole?: (kind: string) => boolean;
}

export interface Contradiction {
  collector: CollectorId;
  /** Kinds with incomplete lists, by `kindKey`; where a source knows it of whole collectors only, it is the collector's. */
  kinds: readonly string[];
  reason: string;
}

/** One object that must be in a list because of other data. */
export type Rule = (reading: Reading) => Contradiction[];

/** Whether the list of this kind counts as complete. */
export function isWhole({ outcome, whole }: Reading, id: CollectorId, kind: string): boolean {
  return whole === undefined ? outcome(id)?.status === 'ok' : whole(kind);
}
