import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { byTenant, withinNamespace } from '../adversary/properties.ts';
import { verdictsOf } from '../adversary/evaluate.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { withObjects } from './apply.ts';
import { everyCluster, networkContextOf } from './clusters.ts';
import { tenantObject } from './objects.ts';
import { AT_ONCE, runs } from './runs.ts';

const clusters = await everyCluster();

describe.each([...clusters])('objects of tenants in %s', (_, snapshot: Snapshot) => {
  let before: ReturnType<typeof verdictsOf>;
  beforeAll(() => {
    before = verdictsOf(snapshot);
  });

  it('hide no risk, decide no unknown and lower no severity outside of their namespaces', () => {
    const object = tenantObject(networkContextOf(snapshot));
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: AT_ONCE, size: 'max' }), (objects) => {
        const after = verdictsOf(withObjects(snapshot, objects));
        expect([
          ...byTenant(
            new Set(objects.map(({ metadata }) => (metadata as { namespace: string }).namespace)),
            before,
            after,
          ),
          ...withinNamespace(objects, before, after),
        ]).toEqual([]);
      }),
      runs(clusters.size),
    );
  });
});
