import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/checks/index.ts';
import { checkParts } from '../../src/checks/parts.ts';
import { runChecks } from '../../src/checks/run.ts';
import { buildModel } from '../../src/model/build.ts';
import type { Verdict } from '../../src/result/types.ts';
import { messageRows, onPurpose } from './istio/analyzer-checks.ts';
import type { GridCase } from './istio/analyzer-grid.ts';
import { analyzerGrid } from './istio/analyzer-grid.ts';
import { gridSnapshot } from './istio/grid-snapshot.ts';

/** How many of a message were found, and on which objects the checks report more than Istio does. */
interface Score {
  expected: number;
  found: number;
  missed: string[];
  extra: string[];
}

/**
 * The test cases of `istioctl analyze`, read from Istio's module: the checks that correspond to a message report it on the same objects, and
 * on no other object of the cases of its analyzer.
 */
describe('the test cases of istioctl analyze', () => {
  let scores: Map<string, Score>;

  beforeAll(async () => {
    scores = scoresOf(await analyzerGrid());
    const total = [...scores.values()].reduce((sum, { expected }) => sum + expected, 0);
    const found = [...scores.values()].reduce((sum, score) => sum + score.found, 0);
    console.log([...scores].map(([name, score]) => line(name, score)).join('\n'));
    console.log(`found ${found} of ${total} messages`);
  }, 300_000);

  it('are found on the right objects, at least 9 of 10', () => {
    const all = [...scores.values()];
    const expected = all.reduce((sum, score) => sum + score.expected, 0);
    expect(expected).toBeGreaterThan(50);
    expect(all.reduce((sum, score) => sum + score.found, 0) / expected).toBeGreaterThanOrEqual(0.9);
  });

  it('are silent on all other objects, but for what they evaluate more strictly on purpose', () => {
    const extra = [...scores].flatMap(([name, { extra: objects }]) =>
      objects.map((object) => `${name}: ${object.replace(/^[^:]*: /, '')}`),
    );
    expect([...new Set(extra)]).toEqual(onPurpose);
  });
});

function line(name: string, { expected, found, missed, extra }: Score): string {
  const rest = [...missed.map((object) => `missed ${object}`), ...extra.map((object) => `extra ${object}`)];
  return `${name}: ${found} of ${expected}${rest.length === 0 ? '' : `; ${rest.join('; ')}`}`;
}

function scoresOf(cases: readonly GridCase[]): Map<string, Score> {
  const scores = new Map<string, Score>();
  const byAnalyzer = new Map<string, Set<string>>();
  for (const { analyzer, expected } of cases) {
    const messages = byAnalyzer.get(analyzer) ?? new Set();
    for (const { message } of expected) messages.add(message);
    byAnalyzer.set(analyzer, messages);
  }
  for (const one of cases) {
    const rows = messageRows.filter(
      ({ message, analyzer }) =>
        (analyzer === undefined || analyzer === one.analyzer) && byAnalyzer.get(one.analyzer)?.has(message),
    );
    if (rows.length === 0) continue;
    const verdicts = evaluate(one, [...new Set(rows.flatMap(({ checks }) => checks))]);
    const wanted = new Set(one.expected.map(({ object }) => object));
    for (const { message, checks } of rows) {
      const score = scores.get(message) ?? { expected: 0, found: 0, missed: [], extra: [] };
      scores.set(message, score);
      const objects = verdicts
        .filter(({ check }) => checks.includes(check.replace('istio/', '')))
        .map(objectOf);
      for (const { object } of one.expected.filter((entry) => entry.message === message)) {
        score.expected++;
        if (objects.some((found) => isSame(found, object))) score.found++;
        else score.missed.push(`${one.name}: ${object}`);
      }
      for (const object of objects)
        if (![...wanted].some((other) => isSame(object, other))) score.extra.push(`${one.name}: ${object}`);
    }
  }
  return scores;
}

function evaluate(one: GridCase, checks: readonly string[]): Verdict[] {
  const wanted = new Set(checks.map((name) => `istio/${name}`));
  const model = buildModel(gridSnapshot(one));
  return runChecks(
    catalogue.filter(({ id }) => wanted.has(id)),
    checkParts(model),
    model.outcome,
  ).filter(({ verdict }) => verdict === 'fail');
}

/** `Gateway default/web`, as the test cases write it; they omit a namespace that the object does not have. */
function objectOf({ object }: Verdict): string {
  const kind = (object?.kind ?? '').split('.', 1)[0] ?? '';
  return `${kind} ${object?.namespace === undefined ? '' : `${object.namespace}/`}${object?.name ?? ''}`;
}

function isSame(found: string, wanted: string): boolean {
  return found === wanted || (!wanted.includes('/') && found === wanted.replace(' ', ' default/'));
}
