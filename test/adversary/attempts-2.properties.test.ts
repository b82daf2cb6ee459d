import { describe, it } from '@jest/globals';
import { areasOf, evaluateAttempt } from './run.ts';

describe.each(areasOf(1))('$area', ({ attempts }) => {
  it.each(attempts.map((attempt) => [attempt.name, attempt] as const))('%s', (_, attempt) =>
    evaluateAttempt(attempt),
  );
});
