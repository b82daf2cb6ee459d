import { describe, expect, it } from '@jest/globals';
import { allAttempts, areasOf, baseVerdicts, evaluateAttempt } from './run.ts';

it('names every attempt once', () => {
  const names = allAttempts.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('passes enough checks on the base cluster, without errors', async () => {
  const base = await baseVerdicts();
  expect(base.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(80);
  expect(base.filter(({ verdict }) => verdict === 'error')).toEqual([]);
});

describe.each(areasOf(0))('$area', ({ attempts }) => {
  it.each(attempts.map((attempt) => [attempt.name, attempt] as const))('%s', (_, attempt) =>
    evaluateAttempt(attempt),
  );
});
