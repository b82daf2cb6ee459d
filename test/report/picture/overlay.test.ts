import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildPicture } from '../../../src/report/picture/build.ts';
import { overlay } from '../../../src/report/picture/overlay.ts';
import type { Card } from '../../../src/report/picture/types.ts';
import { diffResults } from '../../../src/result/diff/index.ts';
import type { Result } from '../../../src/result/types.ts';
import { evaluatedFile } from '../../support/evaluated-results.ts';

let demo: Result;
beforeAll(async () => {
  demo = await evaluatedFile();
});

/** The marked cards of the new picture. */
function marked(old: Result, now: Result): Card[] {
  const { lanes } = overlay(buildPicture(old), buildPicture(now), diffResults(old, now));
  return lanes.flatMap(({ cards }) => cards).filter(({ change }) => change);
}

const without = (check: string): Result => ({
  ...demo,
  verdicts: demo.verdicts.filter((verdict) => verdict.check !== check || verdict.verdict !== 'fail'),
});

describe('the picture of a comparison', () => {
  it('marks nothing when nothing changed', () => {
    expect(marked(demo, demo)).toEqual([]);
  });

  it('marks the cards of new risks and of fixed risks', () => {
    const fixed = without('envoy/admin-exposed');
    const worse = marked(fixed, demo);
    const better = marked(demo, fixed);
    expect(worse.map(({ id }) => id)).toContain('addon/envoy');
    expect(worse.map(({ id }) => id)).toContain('entry-point/NodePort/warehouse/carrier-proxy');
    expect(better.map(({ id }) => id).sort()).toEqual(worse.map(({ id }) => id).sort());
    for (const { change } of worse) expect(change).toMatchObject({ kind: 'changed', impact: 'worse' });
    for (const { change } of better) expect(change).toMatchObject({ kind: 'changed', impact: 'better' });
    expect(better[0]?.change?.notes[0]).toContain('Envoy admin interface exposed');
  });

  it('weighs additions and removals: a new public entry point is worse, a removed one is better', () => {
    const closed = {
      ...demo,
      entryPoints: demo.entryPoints.filter(({ object }) => object.name !== 'grafana'),
    };
    const id = 'entry-point/LoadBalancer/monitoring/grafana';
    const of = (cards: readonly Card[]) => cards.find((card) => card.id === id);
    expect(of(marked(closed, demo))?.change).toMatchObject({ kind: 'added', impact: 'worse' });
    const gone = of(marked(demo, closed));
    expect(gone?.change).toMatchObject({ kind: 'removed', impact: 'better' });
    expect(gone?.risks).toEqual({});
  });

  it('shows a deterioration in a group that also has improvements', () => {
    const row = demo.entryPoints.find(({ type }) => type === 'NodePort');
    const risk = demo.verdicts.find(({ severity, verdict }) => severity === 'low' && verdict === 'fail');
    if (!row || !risk) throw new Error('the example has changed');
    const names = Array.from({ length: 60 }, (_, index) => `s${index}`);
    const object = (name: string) => ({ kind: 'Service', namespace: 'many', name });
    const state = (reach: 'internal' | 'public', fixed: string): Result => ({
      ...demo,
      entryPoints: names.map((name) => ({
        ...row,
        object: object(name),
        workloads: [],
        reach: name === 's57' ? reach : 'internal',
      })),
      verdicts: names
        .filter((name) => name !== fixed)
        .map((name) => ({ ...risk, object: object(name), fingerprint: name })),
    });
    const stack = marked(state('internal', ''), state('public', 's56')).find(({ kind }) => kind === 'stack');
    expect(stack?.change?.impact).toBe('worse');
    expect(stack?.change?.notes.join()).toContain('s57');
  });

  it('does not show removed permissions as current ones', () => {
    const harmless: Result = {
      ...demo,
      identities: demo.identities.map((row) =>
        row.subject === 'ci/deployer' ? { ...row, permissions: [] } : row,
      ),
      verdicts: demo.verdicts.filter(({ object }) => object?.name !== 'deployer'),
    };
    const ghost = marked(demo, harmless).find(({ id }) => id === 'identity/ServiceAccount/ci/deployer');
    expect(ghost?.change).toMatchObject({ kind: 'changed', impact: 'better' });
    expect(ghost?.lines.every((line) => line.startsWith('was: '))).toBe(true);
    expect(ghost?.change?.notes.join()).toContain('permissions: cluster-admin -> none');
  });
});
