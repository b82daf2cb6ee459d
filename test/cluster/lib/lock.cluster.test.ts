import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-lock-'));
});

afterAll(() => rm(folder, { recursive: true }));

it('runs one action after the other, in whichever order', async () => {
  const events: string[] = [];
  const action = (name: string) =>
    withLock(join(folder, 'a'), async () => {
      events.push(name);
      await new Promise((resolve) => setTimeout(resolve, 50));
      events.push(name);
    });
  await Promise.all([action('x'), action('y'), action('z')]);
  const [first, second, third] = [events[0], events[2], events[4]];
  expect(events).toEqual([first, first, second, second, third, third]);
  expect(new Set(events).size).toBe(3);
});

it('throws what the action throws, and is free afterwards', async () => {
  const file = join(folder, 'b');
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(withLock(file, () => Promise.resolve(7))).resolves.toBe(7);
});
