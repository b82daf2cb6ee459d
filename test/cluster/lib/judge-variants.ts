import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cluster } from './cluster.ts';
import { down, up } from './cluster.ts';
import type { Expected } from './expected.ts';
import { expectedFor, loadExpected } from './expected.ts';
import { readOnlyViolations, eventsSince, hasAudit, markAudit } from './audit.ts';
import { SUITE } from './paths.ts';
import { verdictsByCheck } from './program.ts';
import { checkAs } from './sight.ts';
import type { User, UserName } from './users.ts';
import { USERS, makeUsers } from './users.ts';
import { variantNames } from './variants.ts';

const MINUTES = 60_000;

/** Two files run at a time; each judges every second variant. */
const PARTS = 2;

/** Tests of every variant of a part: the expected verdicts for every user, from a cluster that was only read. */
export async function judgeVariants(part: number): Promise<void> {
  const names = (await variantNames()).filter((_, index) => index % PARTS === part);
  describe.each(names)('variant %s', judge);
}

function judge(variant: string): void {
  let cluster: Cluster;
  let users: Record<UserName, User>;
  let expected: Expected;

  beforeAll(async () => {
    cluster = await up({ name: SUITE, variant });
    users = await makeUsers(cluster);
    expected = await loadExpected(cluster.variant);
  }, 10 * MINUTES);

  afterAll(async () => {
    await down(SUITE);
  }, MINUTES);

  it.each(USERS)(
    'has the expected verdicts for %s, and is only read',
    async (name) => {
      const user = users[name];
      const mark = await markAudit(cluster);
      const result = await checkAs(cluster, users, name);
      const events = await eventsSince(cluster, mark, [user.identity]);
      const verdicts = verdictsByCheck(result);
      expect(verdicts).toEqual(expectedFor(expected, name, verdicts));
      expect(readOnlyViolations(events, name === 'kubelets')).toEqual([]);
      // An empty log proves nothing.
      if (hasAudit(cluster))
        expect(events.filter(({ user: { username } }) => username === user.identity).length).toBeGreaterThan(
          0,
        );
      else expect(['broken', 'half-done']).toContain(variant);
    },
    3 * MINUTES,
  );
}
