import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { collectorsOf } from '../../src/app/rbac.ts';
import { catalogue } from '../../src/checks/index.ts';
import type { Verdict, VerdictKind } from '../../src/result/types.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import type { CollectorId, Snapshot } from '../../src/snapshot/types.ts';
import { wholeCluster } from '../collect/support/cluster.ts';
import { collectFrom } from '../collect/support/run.ts';
import { sendStatus } from '../collect/support/server.ts';
import { recorded } from '../support/recorded.ts';
import { without } from '../support/without.ts';

/** Check and object -> verdict; the worst one if a check has several verdicts for one object. */
const ORDER: readonly VerdictKind[] = ['error', 'fail', 'unknown', 'pass', 'not-applicable'];

function byCheck(verdicts: readonly Verdict[]): Map<string, VerdictKind> {
  const worst = new Map<string, VerdictKind>();
  for (const { check, verdict } of verdicts) {
    const before = worst.get(check);
    if (before === undefined || ORDER.indexOf(verdict) < ORDER.indexOf(before)) worst.set(check, verdict);
  }
  return worst;
}

const evaluated = (snapshot: Snapshot) => byCheck(assess(snapshot, {}).verdicts);
const dependents = new Map(catalogue.map((check) => [check.id, new Set<CollectorId>(collectorsOf(check))]));

/** Errors when these collectors have less evidence: a verdict changed that does not depend on them, or a verdict became pass or fail. */
function wrongVerdicts(
  whole: ReadonlyMap<string, VerdictKind>,
  less: ReadonlyMap<string, VerdictKind>,
  blind: readonly CollectorId[],
): string[] {
  return [...whole].flatMap(([check, before]) => {
    const after = less.get(check);
    if (after === before) return [];
    const change = `${check}: ${before} became ${after ?? 'nothing'} without ${blind.join(', ')}`;
    if (!blind.some((id) => dependents.get(check)?.has(id)))
      return [`${change}, on which it does not depend`];
    // A missing list can hide the risk on one object and keep it on another, but never add one.
    return after === 'unknown' ? [] : [change];
  });
}

describe.each(['stock', 'hardened', 'broken', 'partly-encrypted', 'demo'])('in %s', (name) => {
  let snapshot: Snapshot;
  let whole: Map<string, VerdictKind>;
  beforeAll(async () => {
    snapshot = await recorded(name);
    whole = evaluated(snapshot);
  });

  it.each(COLLECTOR_IDS)('only verdicts that require %s change without it, and only to unknown', (blind) => {
    expect(wrongVerdicts(whole, evaluated(without(snapshot, blind)), [blind])).toEqual([]);
  });
});

describe('against a server that refuses one path', () => {
  it('only verdicts that depend on it change, and only to unknown', async () => {
    const server = wholeCluster();
    const { snapshot, requests } = await collectFrom(server);
    const whole = evaluated(snapshot);
    // Over plain HTTP no request has credentials: a refused anonymous request is no missing permission of the user.
    const anonymous = new Set(snapshot.records.probe.map(({ path }) => path.split('?')[0]));
    const gets = requests.flatMap(({ method, path }) => (method === 'GET' ? [path.split('?')[0] ?? ''] : []));
    const paths = [...new Set(gets)].filter((path) => !anonymous.has(path));
    expect(paths.length).toBeGreaterThan(60);
    const found: string[] = [];
    let noticed = 0;
    for (const path of paths) {
      const run = await collectFrom(
        wholeCluster({
          override: (request, response) =>
            request.path.split('?')[0] === path && sendStatus(response, 403, 'not allowed'),
        }),
      );
      const blind = COLLECTOR_IDS.filter(
        (id) => run.outcome(id).status !== snapshot.outcomes.get(id)?.status,
      );
      if (blind.length > 0) noticed++;
      found.push(...wrongVerdicts(whole, evaluated(run.snapshot), blind).map((line) => `${path}: ${line}`));
    }
    expect(found).toEqual([]);
    expect(noticed).toBeGreaterThan(paths.length / 2);
  });
});
