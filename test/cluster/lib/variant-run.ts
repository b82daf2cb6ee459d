import { expect } from '@jest/globals';
import type { Cluster } from './cluster.ts';
import { down, up } from './cluster.ts';
import type { Expected } from './expected.ts';
import { expectedFor, loadExpected } from './expected.ts';
import { readOnlyViolations, eventsSince, hasAudit, markAudit } from './audit.ts';
import { SUITE } from './paths.ts';
import { verdictsByCheck } from './program.ts';
import { checkAs } from './sight.ts';
import type { User, UserName } from './users.ts';
import { makeUsers } from './users.ts';
import { variantNames } from './variants.ts';

/** Jest runs two files at a time; each has every second variant. */
const PARTS = 2;

/** The variants of a part, counted from 0. */
export async function variantsOf(part: number): Promise<string[]> {
  return (await variantNames()).filter((_, index) => index % PARTS === part);
}

/** A cluster of a variant, and what each user is told about it. */
export function variantRun(variant: string) {
  let cluster: Cluster;
  let users: Record<UserName, User>;
  let expected: Expected;

  return {
    start: async (): Promise<void> => {
      cluster = await up({ name: SUITE, variant });
      users = await makeUsers(cluster);
      expected = await loadExpected(cluster.variant);
    },

    end: async (): Promise<void> => {
      await down(SUITE);
    },

    /** Expects the verdicts of the table for this user, from a cluster that was only read. */
    expectVerdicts: async (name: UserName): Promise<void> => {
      const user = users[name];
      const mark = await markAudit(cluster);
      const result = await checkAs(cluster, users, name);
      const events = await eventsSince(cluster, mark, [user.identity]);
      const verdicts = verdictsByCheck(result);
      expect(verdicts).toEqual(expectedFor(expected, name, verdicts));
      expect(readOnlyViolations(events, name === 'kubelets')).toEqual([]);
      const own = events.filter(({ user: { username } }) => username === user.identity);
      // An empty log proves nothing.
      if (hasAudit(cluster)) expect(own.length).toBeGreaterThan(0);
      else expect(['broken', 'half-done']).toContain(variant);
    },
  };
}
