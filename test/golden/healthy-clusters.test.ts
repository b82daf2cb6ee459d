import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { SEVERITIES } from '../../src/result/types.ts';
import { archmap } from '../cli/support/in-process.ts';
import { recorded } from '../support/recorded.ts';
import { areaClusters } from './areas.ts';

/** What `get namespaces` and the page show for a namespace: more would be noise, on a cluster that has no fault. */
const MAX_LOW_RISKS = 3;
/** Two screens of 40 lines. */
const MAX_OVERVIEW_LINES = 80;

describe('a cluster without planted faults', () => {
  const golden = areaClusters();
  it.each(['stock', 'hardened', 'namespaces/healthy', 'storage/healthy', 'entry points/sound'])(
    '%s: no namespace has more than three risks below medium',
    async (name) => {
      const snapshot = golden.get(name) ?? (await recorded(name));
      const counts = new Map<string, string[]>();
      for (const { check, verdict, severity, object } of assess(snapshot, {}).verdicts) {
        const namespace = object?.kind === 'Namespace' ? object.name : object?.namespace;
        if (verdict !== 'fail' || namespace === undefined) continue;
        if (SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf('medium')) continue;
        counts.set(namespace, [...(counts.get(namespace) ?? []), check]);
      }
      expect([...counts].filter(([, checks]) => checks.length > MAX_LOW_RISKS)).toEqual([]);
    },
  );
});

it('the overview of the example cluster is two screens at most', async () => {
  const { stdout } = await archmap(['--demo']);
  expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_OVERVIEW_LINES);
});
