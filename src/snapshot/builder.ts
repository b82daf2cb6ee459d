import { recordKinds } from './records/index.ts';
import type { RecordKind, RecordTypes } from './records/index.ts';
import type { CollectorId, Outcome, Snapshot, SnapshotHeader } from './types.ts';
import { COLLECTOR_IDS } from './types.ts';

/** A snapshot under construction, by collectors or by a file reader. Not usable after `finish`. */
export interface SnapshotBuilder {
  add<K extends RecordKind>(kind: K, record: RecordTypes[K]): void;
  /** Records so far, for collectors that use those of an earlier one. */
  records<K extends RecordKind>(kind: K): readonly RecordTypes[K][];
  /** Of each object of these kinds that was added more than once, keeps the last. Returns how many it dropped. */
  dropDoubles(kinds: Iterable<RecordKind>, identity: (kind: RecordKind, record: object) => string): number;
  /** Sets (or replaces) the outcome of a collector. */
  outcome(outcome: Outcome): void;
  /** The finished snapshot; a collector without an outcome is `absent` with the given reason. */
  finish(header: SnapshotHeader, missingReason: string): Snapshot;
}

/** An empty snapshot to fill. Records are kept as given, not copied. */
export function createSnapshotBuilder(): SnapshotBuilder {
  const records = Object.fromEntries(recordKinds.map((kind) => [kind, []])) as unknown as {
    [K in RecordKind]: RecordTypes[K][];
  };
  const outcomes = new Map<CollectorId, Outcome>();
  return {
    add: (kind, record) => {
      (records[kind] as unknown[]).push(record);
    },
    records: (kind) => records[kind],
    dropDoubles: (kinds, identity) => {
      let dropped = 0;
      for (const kind of kinds) {
        const list = records[kind] as object[];
        const last = new Map(list.map((record) => [identity(kind, record), record]));
        if (last.size === list.length) continue;
        dropped += list.length - last.size;
        list.length = 0;
        for (const record of last.values()) list.push(record);
      }
      return dropped;
    },
    outcome: (outcome) => {
      outcomes.set(outcome.collector, outcome);
    },
    finish: (header, missingReason) => {
      for (const collector of COLLECTOR_IDS) {
        if (!outcomes.has(collector))
          outcomes.set(collector, {
            collector,
            status: 'unavailable',
            unrecorded: true,
            count: 0,
            reason: missingReason,
          });
      }
      return { header, records, outcomes: new Map([...outcomes].sort(([a], [b]) => order(a) - order(b))) };
    },
  };
}

function order(id: CollectorId): number {
  return COLLECTOR_IDS.indexOf(id);
}
