import { expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import { catalogue } from '../../src/checks/index.ts';
import { areaClusters } from '../golden/areas.ts';
import { without } from '../support/without.ts';
import { everyCluster } from './clusters.ts';

const AREAS = ['exposure', 'namespaces', 'network', 'storage'];

/** A property about verdicts tests only the checks that have some on its inputs. */
it('every check of these areas fails, does not fail and is unknown on some cluster of the properties', async () => {
  const kinds = new Map<string, Set<string>>();
  for (const snapshot of [...(await everyCluster()).values(), ...areaClusters().values()])
    for (const one of [snapshot, without(snapshot, ...COLLECTOR_IDS)])
      for (const { check, verdict } of assess(one, { only: AREAS }).verdicts) {
        const found = kinds.get(check) ?? new Set();
        kinds.set(check, found.add(verdict === 'not-applicable' ? 'pass' : verdict));
      }
  const missing = catalogue
    .filter(({ id }) => AREAS.includes(id.slice(0, id.indexOf('/'))))
    .flatMap(({ id }) =>
      ['fail', 'pass', 'unknown']
        .filter((kind) => !kinds.get(id)?.has(kind))
        .map((kind) => `${id}: no ${kind}`),
    );
  expect(missing).toEqual([]);
});
