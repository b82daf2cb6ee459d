import { describe, expect, it } from '@jest/globals';
import { durationMs } from '../../src/shared/duration.ts';

describe('times on the command line', () => {
  it.each([
    [undefined, 0],
    ['', 0],
    ['0', 0],
    ['30', 30_000],
    ['1.5s', 1_500],
    ['1h30m', 5_400_000],
    ['250ms', 250],
    // Maximum of a timer: Node fires at once for more.
    ['1000h', 2 ** 31 - 1],
    ['99999999', 2 ** 31 - 1],
  ])('%s', (text, milliseconds) => {
    expect(durationMs(text, '--timeout')).toBe(milliseconds);
  });

  it.each(['soon', '5 m', '1h30', '-3s'])('%s is invalid', (text) => {
    expect(() => durationMs(text, '--timeout')).toThrow(`invalid value "${text}" for --timeout`);
  });
});
