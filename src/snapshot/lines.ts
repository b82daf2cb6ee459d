/** The lines of a snapshot file, in a fixed order: the same snapshot gives the same bytes. */
import { recordKinds } from './records/index.ts';
import type { RecordKind } from './records/index.ts';
import type { SnapshotEnd } from './schema/file.ts';
import { COLLECTOR_IDS } from './types.ts';
import type { Snapshot } from './types.ts';

/** Header, records (kinds in the order of `recordKinds`; within a kind by namespace, name, content), outcomes, end. */
export function* snapshotLines(snapshot: Snapshot): Generator<string> {
  yield JSON.stringify(snapshot.header);
  const counts: Record<string, number> = {};
  const end: SnapshotEnd = { records: 0, outcomes: 0, counts };
  for (const kind of recordKinds) {
    const records = sorted(snapshot, kind);
    if (records.length > 0) counts[kind] = records.length;
    end.records += records.length;
    for (const record of records) yield `{"t":"${kind}","d":${JSON.stringify(record)}}`;
  }
  for (const collector of COLLECTOR_IDS) {
    const outcome = snapshot.outcomes.get(collector);
    if (outcome === undefined) continue;
    end.outcomes++;
    yield `{"t":"outcome","d":${JSON.stringify(outcome)}}`;
  }
  yield `{"t":"end","d":${JSON.stringify(end)}}`;
}

interface Identified {
  namespace?: string;
  name?: string;
}

function sorted(snapshot: Snapshot, kind: RecordKind): readonly object[] {
  const records: readonly (object & Identified)[] = snapshot.records[kind];
  return [...records].sort(
    (a, b) =>
      order(a.namespace ?? '', b.namespace ?? '') ||
      order(a.name ?? '', b.name ?? '') ||
      // Only for records without a name of their own (metrics, permissions) or with a shared one (Role and RoleBinding kinds).
      order(JSON.stringify(a), JSON.stringify(b)),
  );
}

/** By code units: the order of a locale differs between hosts. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
