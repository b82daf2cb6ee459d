import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../src/result/types.ts';
import type { Attempt } from './attempt.ts';
import { collectAttempt, readAttempt, verdictsOf, wrongWith } from './evaluate.ts';
import { losses } from './properties.ts';

/** Files that run the attempts, so that two cores share them: attempts-1.properties.test.ts ... */
const PARTS = 2;

/** Every `AREA.attempts.ts` of this folder exports its attempts as default. */
const files = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
  .filter((name) => name.endsWith('.attempts.ts'))
  .sort();
const areas = await Promise.all(
  files.map(async (name) => ({
    area: name.replace('.attempts.ts', ''),
    attempts: ((await import(`./${name}`)) as { default: readonly Attempt[] }).default,
  })),
);
const all = areas.flatMap(({ attempts }) => attempts);

/** Declares the tests of one part of the areas, from 0. */
export function testAttempts(part: number): void {
  let base: readonly Verdict[] = [];
  beforeAll(async () => {
    base = verdictsOf(await collectAttempt({}));
  });

  it('names every attempt once', () => {
    const names = all.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('passes enough checks on the base cluster, without errors', () => {
    const passing = base.filter(({ verdict }) => verdict === 'pass').length;
    expect(passing).toBeGreaterThan(80);
    expect(base.filter(({ verdict }) => verdict === 'error')).toEqual([]);
  });

  describe.each(areas.filter((_, index) => index % PARTS === part))('$area', ({ attempts }) => {
    it.each(attempts.map((attempt) => [attempt.name, attempt] as const))('%s', async (_, attempt) => {
      if (attempt.raw === undefined) {
        const after = verdictsOf(await collectAttempt(attempt));
        expect(attempt.expect.flatMap((expected) => wrongWith(after, expected) ?? [])).toEqual([]);
        expect(after.filter(({ verdict }) => verdict === 'error')).toEqual([]);
        // Objects of a tenant remove no risk elsewhere; answers changed by the network add no pass and no fail.
        expect(losses(attempt, base, after)).toEqual([]);
      }
      if (attempt.files) {
        const { snapshot, warnings } = await readAttempt(attempt);
        const given = verdictsOf(snapshot);
        expect(attempt.files.flatMap((expected) => wrongWith(given, expected) ?? [])).toEqual([]);
        const unreported = (attempt.warns ?? []).filter(
          (text) => !warnings.some((warning) => warning.includes(text)),
        );
        expect(unreported).toEqual([]);
      }
    });
  });
}
