import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ArchmapError } from '../../src/shared/errors.ts';
import { rows } from './rows/index.ts';
import { runOurs } from './support/ours.ts';
import { readRecorded } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

const recorded = readRecorded();
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Every secret of the rows; none may be in an error or on stderr. */
const SECRETS =
  /from-file|from-flag|from-plugin|secret-in|s3cret|refresh-1|used-up|of-the-pod|pass:word|user:(?:pass|wrong)|rejected|BEGIN|eyJ/;

describe('connection: same behavior as the real kubectl', () => {
  it('every row is recorded, and nothing else', () => {
    expect(Object.keys(recorded.rows).sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  it.each(rows.map((row) => [row.id, row] as const))('%s', async (id, row) => {
    const kubectl = recorded.rows[id];

    const ours = await runOurs(row, world);

    const wanted = row.differs?.ours ?? (kubectl?.ok ? kubectl.seen : row.code);
    if (Array.isArray(wanted)) {
      expect({ error: ours.error, seen: ours.seen }).toEqual({ error: undefined, seen: wanted });
    } else {
      expect(ours.error).toBeInstanceOf(ArchmapError);
      expect(ours.error).toMatchObject({ code: wanted, hint: expect.stringMatching(/./) });
      expect(`${String(ours.error)} ${(ours.error as ArchmapError).hint} ${ours.stderr}`).not.toMatch(
        SECRETS,
      );
    }
    expect(ours.plugin).toEqual(kubectl?.plugin ?? []);
    for (const part of row.after?.holds ?? []) expect(ours.after).toContain(part);
  });
});
