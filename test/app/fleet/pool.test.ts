import { describe, expect, it } from '@jest/globals';
import { eachLimited } from '../../../src/app/fleet/pool.ts';

describe('eachLimited', () => {
  it('runs every item, never more than the limit at a time', async () => {
    let [active, most] = [0, 0];
    const done: number[] = [];
    await eachLimited([1, 2, 3, 4, 5, 6, 7], 3, new AbortController().signal, async (item) => {
      most = Math.max(most, ++active);
      await new Promise((resolve) => setImmediate(resolve));
      active--;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('starts no further item after an abort, and waits for the started ones', async () => {
    const abort = new AbortController();
    const [started, ended]: [number[], number[]] = [[], []];
    await eachLimited([1, 2, 3, 4], 2, abort.signal, async (item) => {
      started.push(item);
      if (item === 2) abort.abort();
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(item);
    });
    expect([started, ended]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });
});
