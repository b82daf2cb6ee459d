import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
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
/** All attempts of all files. */
export const allAttempts = areas.flatMap(({ attempts }) => attempts);

/** The areas of one part, from 0. */
export function areasOf(part: number): typeof areas {
  return areas.filter((_, index) => index % PARTS === part);
}

let base: Promise<readonly Verdict[]> | undefined;

/** Verdicts on the cluster without an attempt, collected once. */
export function baseVerdicts(): Promise<readonly Verdict[]> {
  base ??= collectAttempt({}).then(verdictsOf);
  return base;
}

/** Expects the verdicts of an attempt, and that its author gains nothing elsewhere. */
export async function evaluateAttempt(attempt: Attempt): Promise<void> {
  if (attempt.raw === undefined) {
    const after = verdictsOf(await collectAttempt(attempt));
    expect(attempt.expect.flatMap((expected) => wrongWith(after, expected) ?? [])).toEqual([]);
    expect(after.filter(({ verdict }) => verdict === 'error')).toEqual([]);
    // Objects of a tenant remove no risk elsewhere; answers changed by the network add no pass and no fail.
    expect(losses(attempt, await baseVerdicts(), after)).toEqual([]);
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
}
