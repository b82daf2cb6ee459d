import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { retryOf, withRetries, type Attempt } from '../../src/kube/transport/retry.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const quiet = new AbortController().signal;

/** Milliseconds between the tries, with `random` as the random number. */
async function pauses(again: Attempt<never>['again'], random: number): Promise<number[]> {
  jest.spyOn(Math, 'random').mockReturnValue(random);
  const times: number[] = [];
  const all = withRetries(() => {
    times.push(Date.now());
    return Promise.resolve({ fault: new Error('later'), again });
  }, quiet);
  const ended = expect(all).rejects.toThrow('later');
  await jest.runAllTimersAsync();
  await ended;
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

describe('pauses between tries', () => {
  it('double from 200 ms, and end after five tries', async () => {
    expect(await pauses({}, 0)).toEqual([200, 400, 800, 1600]);
  });

  it('are as long as Retry-After, and at most 30 s', async () => {
    expect(await pauses({ afterMs: 7_000 }, 0)).toEqual([7_000, 7_000, 7_000, 7_000]);
    expect(await pauses({ afterMs: 86_400_000 }, 0)).toEqual([30_000, 30_000, 30_000, 30_000]);
  });

  it('are randomly longer, by half at most, and never shorter', async () => {
    expect(await pauses({ afterMs: 1_000 }, 0.5)).toEqual([1_250, 1_250, 1_250, 1_250]);
    expect(await pauses({ afterMs: 1_000 }, 1)).toEqual([1_500, 1_500, 1_500, 1_500]);
  });

  it('end with Ctrl-C', async () => {
    const interrupt = new AbortController();
    const all = withRetries(
      () => Promise.resolve({ fault: new Error('later'), again: { afterMs: 20_000 } }),
      interrupt.signal,
    );
    const ended = expect(all).rejects.toMatchObject({ code: 'cancelled' });
    await jest.advanceTimersByTimeAsync(5_000);
    interrupt.abort();
    await ended;
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('retried requests', () => {
  it.each([
    [429, {}, {}],
    [429, { 'retry-after': '3' }, { afterMs: 3_000 }],
    [500, {}, false],
    [500, { 'retry-after': '1' }, { afterMs: 1_000 }],
    [503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, {}],
    [429, { 'retry-after': '1000000000' }, false],
    [200, { 'retry-after': '1' }, false],
    [404, {}, false],
  ] as const)('%d with %j: %j', (status, headers, again) => {
    expect(retryOf(status, headers)).toEqual(again);
  });
});
