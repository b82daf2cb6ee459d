import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rows } from '../kube/rows/index.ts';
import { runKubectl } from '../kube/support/kubectl.ts';
import { readRecorded } from '../kube/support/rows.ts';
import { startWorld, type World } from '../kube/support/world.ts';
import { ensureBinaries } from './lib/binaries.ts';

/** The real kubectl behaves as `npm test` assumes; `test/kube/record.ts` records its behavior. */
describe('connection: the recording is correct', () => {
  const recorded = readRecorded();
  let world: World;
  let kubectl = '';
  beforeAll(async () => {
    ({ kubectl } = await ensureBinaries());
    world = await startWorld();
  }, 3_600_000);
  afterAll(() => world.close());

  it.each(rows.map((row) => [row.id, row] as const))(
    '%s',
    async (id, row) => {
      const outcome = await runKubectl(kubectl, row, world);

      const was = recorded.rows[id];
      expect({ ok: outcome.ok, seen: outcome.seen, plugin: outcome.plugin }).toEqual({
        ok: was?.ok,
        seen: was?.seen,
        plugin: was?.plugin,
      });
    },
    120_000,
  );
});
