import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cluster } from './lib/cluster.ts';
import { down, up } from './lib/cluster.ts';
import type { Expected } from './lib/expected.ts';
import { expectedFor, loadExpected } from './lib/expected.ts';
import type { Result } from '../../src/result/types.ts';
import { brokenPromises, eventsSince, hasAudit, markAudit } from './lib/audit.ts';
import { startFilter } from './lib/filter.ts';
import { check, verdictsByCheck } from './lib/program.ts';
import type { User, UserName } from './lib/users.ts';
import { USERS, makeUsers } from './lib/users.ts';
import { allowsEverything, variantNames } from './lib/variants.ts';

const MINUTES = 60_000;

/** What a filter on the way hides, for the users who see through one witness alone. */
const PODS = /^\/api\/v1\/(?:namespaces\/[^/]+\/)?pods(?:[/?]|$)/;
const FLAGZ = /^\/flagz/;
const METRICS = /^\/metrics/;
const HIDDEN: Partial<Record<UserName, readonly RegExp[]>> = {
  'by-pods': [FLAGZ, METRICS],
  'by-flagz': [PODS, METRICS],
  'by-metrics': [PODS, FLAGZ],
};

/**
 * The verdicts as one user. Where AlwaysAllow gives everybody everything, what a witness-limited user is not to see is
 * hidden on the way, for the one user whose credential can travel through a filter: a token.
 */
async function checkAs(cluster: Cluster, users: Record<UserName, User>, name: UserName): Promise<Result> {
  const hidden = HIDDEN[name];
  if (!hidden || !allowsEverything(cluster.variant)) return check(users[name].kubeconfig);
  const filter = await startFilter(cluster, (path) => hidden.some((pattern) => pattern.test(path)));
  try {
    return await check(users.nobody.kubeconfig, ['--proxy-url', filter.url]);
  } finally {
    await filter.close();
  }
}

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
    'is judged by what %s can see, and only read',
    async (name) => {
      const user = users[name];
      const mark = await markAudit(cluster);
      const result = await checkAs(cluster, users, name);
      const events = await eventsSince(cluster, mark, [user.identity]);
      const verdicts = verdictsByCheck(result);
      expect(verdicts).toEqual(expectedFor(expected, name, verdicts));
      expect(brokenPromises(events)).toEqual([]);
      // An empty log proves nothing.
      if (hasAudit(cluster))
        expect(events.filter(({ user: { username } }) => username === user.identity).length).toBeGreaterThan(
          0,
        );
      else expect(variant).toBe('broken');
    },
    3 * MINUTES,
  );
});
