import { beforeAll, describe, expect, it } from '@jest/globals';
import { collectFrom } from '../collect/support/run.ts';
import type { FakeSettings } from '../collect/support/server.ts';
import { verdictsOf } from '../adversary/evaluate.ts';
import { baseWorld, worldAfter } from '../adversary/world.ts';

/** All verdicts on the base cluster for a server with this behavior. */
async function reported(settings: Partial<FakeSettings>): Promise<string> {
  const { snapshot } = await collectFrom(
    { ...worldAfter({}), ...settings },
    {},
    new Date(baseWorld().takenAt),
  );
  // Each server of a test has its own port.
  return JSON.stringify(verdictsOf(snapshot)).replaceAll(/127\.0\.0\.1:\d+/g, 'the server');
}

describe('pagination of lists', () => {
  let whole: string;
  beforeAll(async () => {
    whole = await reported({});
  });

  it.each([1, 2, 7])('%d per page: no verdict changes', async (page) => {
    expect((await reported({ page })) === whole).toBe(true);
  });

  it.each([undefined, 3])('each object twice, pages of %s: no verdict changes', async (page) => {
    const items = Object.entries(worldAfter({}).items ?? {}).map(([path, list]) => [
      path,
      [...list, ...list],
    ]);
    const settings = { items: Object.fromEntries(items), ...(page !== undefined && { page }) };
    expect((await reported(settings)) === whole).toBe(true);
  });
});
