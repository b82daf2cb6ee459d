import { describe, expect, it } from '@jest/globals';
import { ageText } from '../../src/shared/age.ts';

const NOW = '2026-12-02T00:00:00Z';

function ago(seconds: number): string {
  return new Date(Date.parse(NOW) - seconds * 1000).toISOString();
}

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];

describe('the age of an object', () => {
  it.each([
    [0, '0s'],
    [119, '119s'],
    [2 * MINUTE, '2m'],
    [2 * MINUTE + 5, '2m5s'],
    [9 * MINUTE + 59, '9m59s'],
    [10 * MINUTE + 5, '10m'],
    [3 * HOUR - 1, '179m'],
    [3 * HOUR, '3h'],
    [3 * HOUR + 7 * MINUTE, '3h7m'],
    [8 * HOUR + 7 * MINUTE, '8h'],
    [2 * DAY - 1, '47h'],
    [2 * DAY, '2d'],
    [2 * DAY + 5 * HOUR, '2d5h'],
    [8 * DAY + 5 * HOUR, '8d'],
    [729 * DAY, '729d'],
    [730 * DAY, '2y'],
    [735 * DAY, '2y5d'],
    [8 * 365 * DAY + DAY, '8y'],
  ])('of %i seconds is %s, as kubectl prints it', (seconds, text) => {
    expect(ageText(ago(seconds), NOW)).toBe(text);
  });

  it('is unknown without a time, and 0s for an object that is younger than the snapshot', () => {
    expect(ageText(undefined, NOW)).toBe('?');
    expect(ageText('yesterday', NOW)).toBe('?');
    expect(ageText(ago(-30), NOW)).toBe('0s');
  });
});
