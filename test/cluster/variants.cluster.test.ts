import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cluster } from './lib/cluster.ts';
import { down, up } from './lib/cluster.ts';
import type { Expected } from './lib/expected.ts';
import { expectedFor, loadExpected } from './lib/expected.ts';
import { readOnlyViolations, eventsSince, hasAudit, markAudit } from './lib/audit.ts';
import { verdictsByCheck } from './lib/program.ts';
import { checkAs } from './lib/sight.ts';
import type { User, UserName } from './lib/users.ts';
import { USERS, makeUsers } from './lib/users.ts';
import { variantNames } from './lib/variants.ts';

const MINUTES = 60_000;

describe.each(await variantNames())('variant %s', (variant) => {
  let cluster: Cluster;
  let users: Record<UserName, User>;
  let expected: Expected;

  beforeAll(async () => {
    cluster = await up({ name: 'suite', variant });
    users = await makeUsers(cluster);
    expected = await loadExpected(cluster.variant);
  }, 10 * MINUTES);

  afterAll(async () => {
    await down('suite');
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
});
