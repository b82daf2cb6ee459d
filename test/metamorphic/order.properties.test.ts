import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { assess } from '../../src/app/assess.ts';
import { createSnapshotBuilder } from '../../src/snapshot/index.ts';
import type { RecordKind } from '../../src/snapshot/records/index.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { everyCluster } from './clusters.ts';
import { runs } from './runs.ts';

const clusters = await everyCluster();

/** The records of each kind, in another order. */
function shuffled(snapshot: Snapshot, order: () => number): Snapshot {
  const builder = createSnapshotBuilder();
  for (const [kind, records] of Object.entries(snapshot.records) as [RecordKind, readonly object[]][])
    for (const [, record] of records.map((one) => [order(), one] as const).sort(([a], [b]) => a - b))
      builder.add(kind as 'pod', record as never);
  for (const outcome of snapshot.outcomes.values()) builder.outcome(outcome);
  return builder.finish(snapshot.header, 'not collected');
}

/** Random numbers between 0 and 1 by a linear congruence (Numerical Recipes): the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

describe.each([...clusters])('in %s', (_, snapshot) => {
  it('the order of arrival of objects has no effect', () => {
    const before = JSON.stringify(assess(snapshot, {}));
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const order = chance(seed);
        // Equal byte for byte: the output is sorted independently of arrival.
        expect(JSON.stringify(assess(shuffled(snapshot, order), {})) === before).toBe(true);
      }),
      { ...runs(clusters.size * 8), numRuns: 6 },
    );
  });
});
