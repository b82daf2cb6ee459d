import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/index.ts';
import type { Verdict } from '../../src/result/types.ts';
import { collectorOf, createSnapshotBuilder } from '../../src/snapshot/index.ts';
import type { RecordKind } from '../../src/snapshot/records/index.ts';
import type { CollectorId, Snapshot } from '../../src/snapshot/types.ts';
import { newPasses } from '../adversary/properties.ts';
import { evaluate, exampleSnapshot, examplesOf } from '../support/example.ts';

const PAGES = new URL('../../docs/checks/', import.meta.url);

/** A failed example in which one of its lists was not collected: whatever else is there, the check must not pass. */
test.each(catalogue.map((check) => [check.id, check] as const))(
  '%s passes on no list that is hidden',
  (id, check) => {
    const page = readFileSync(fileURLToPath(new URL(`${id}.md`, PAGES)), 'utf8');
    for (const { label, text } of examplesOf(page).filter(({ expected }) => expected === 'fail')) {
      const snapshot = exampleSnapshot(text);
      const before = evaluate(check, snapshot);
      for (const collector of collectorsIn(snapshot)) {
        const after = evaluate(check, withoutList(snapshot, collector));
        expect({ label, collector, passes: unearned(before, after) }).toEqual({
          label,
          collector,
          passes: [],
        });
      }
    }
  },
);

/** A risk at an object may become a pass of the whole cluster. */
function unearned(before: readonly Verdict[], after: readonly Verdict[]): string[] {
  const others = before.filter(({ verdict }) => verdict !== 'fail');
  return after.some(({ verdict }) => verdict === 'fail') ? [] : newPasses(others, after);
}

function collectorsIn({ records }: Snapshot): Set<CollectorId> {
  return new Set(
    (Object.entries(records) as [RecordKind, readonly object[]][]).flatMap(([kind, list]) =>
      list.map((record) => collectorOf(kind, record as never)),
    ),
  );
}

function withoutList(snapshot: Snapshot, hidden: CollectorId): Snapshot {
  const builder = createSnapshotBuilder();
  for (const [kind, list] of Object.entries(snapshot.records) as [RecordKind, readonly object[]][])
    for (const record of list)
      if (collectorOf(kind, record as never) !== hidden) builder.add(kind as 'pod', record as never);
  for (const outcome of snapshot.outcomes.values())
    builder.outcome(
      outcome.collector === hidden ? { ...outcome, status: 'permission-denied', reason: 'hidden' } : outcome,
    );
  return builder.finish(snapshot.header, 'hidden');
}
