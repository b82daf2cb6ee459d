import { beforeAll, describe, expect, it } from '@jest/globals';
import { gate } from '../../src/app/gate.ts';
import { markBaseline } from '../../src/result/baseline.ts';
import { riskChanges } from '../../src/result/diff/risks.ts';
import type { Result, Severity } from '../../src/result/types.ts';
import { SEVERITIES } from '../../src/result/types.ts';
import { evaluatedFile } from '../support/evaluated-results.ts';

let stock: Result;
let broken: Result;
beforeAll(async () => {
  [stock, broken] = await Promise.all([evaluatedFile('stock'), evaluatedFile('broken')]);
});

const exit = (result: Result, failOn: Severity) => gate(result, { failOn, requireComplete: false });

describe('a baseline', () => {
  it('of the same state suppresses all risks', () => {
    const result = markBaseline(broken, broken);
    expect(exit(broken, 'info')).toBe(1);
    expect(exit(result, 'info')).toBe(0);
    expect(result.verdicts.filter(({ inBaseline }) => inBaseline)).toHaveLength(
      broken.verdicts.filter(({ verdict }) => verdict === 'fail').length,
    );
  });

  it('counts new risks only', () => {
    const result = markBaseline(broken, stock);
    const before = new Map(
      stock.verdicts
        .filter(({ verdict }) => verdict === 'fail')
        .map((one) => [one.fingerprint, one.severity]),
    );
    const open = result.verdicts.filter(({ verdict, inBaseline }) => verdict === 'fail' && !inBaseline);
    expect(open.length).toBeGreaterThan(3);
    for (const { fingerprint, severity } of open) {
      const known = before.get(fingerprint);
      expect(known === undefined || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known)).toBe(true);
    }
    expect(exit(result, 'critical')).toBe(exit(broken, 'critical'));
    expect(exit(result, 'high')).toBe(1);
  });

  it('counts risks that became more severe', () => {
    const milder: Result = {
      ...broken,
      verdicts: broken.verdicts.map((verdict, index) =>
        index === 0 ? { ...verdict, severity: 'low' as const } : verdict,
      ),
    };
    const result = markBaseline(broken, milder);
    const open = result.verdicts.filter(({ verdict, inBaseline }) => verdict === 'fail' && !inBaseline);
    expect(open.map(({ fingerprint }) => fingerprint)).toEqual([broken.verdicts[0]?.fingerprint]);
    expect(exit(result, broken.verdicts[0]?.severity ?? 'info')).toBe(1);
    // A risk that became less severe is known.
    expect(exit(markBaseline(milder, broken), 'info')).toBe(0);
  });

  it('ignores passed and unknown results', () => {
    const passed: Result = {
      ...broken,
      verdicts: broken.verdicts.map((verdict) => ({ ...verdict, verdict: 'unknown' as const })),
    };
    expect(markBaseline(broken, passed)).toEqual(broken);
  });

  it('ignores accepted risks: when the waiver expires, the risk counts', () => {
    const accepted: Result = {
      ...broken,
      verdicts: broken.verdicts.map((verdict) =>
        verdict.verdict === 'fail'
          ? { ...verdict, waiver: { reason: 'r', owner: 'o', expires: '2027-01-31' } }
          : verdict,
      ),
    };
    expect(exit(markBaseline(broken, accepted), 'info')).toBe(1);
  });

  it('replaces the marks of another one', () => {
    const marked = markBaseline(broken, broken);
    expect(exit(markBaseline(marked, { ...broken, verdicts: [] }), 'info')).toBe(1);
  });

  it('without UIDs is compared by source and address', () => {
    const of = (source: Result['source'], server?: string): Result => {
      const { uid: _uid, server: _server, ...cluster } = broken.cluster;
      return { ...broken, source, cluster: { ...cluster, ...(server !== undefined && { server }) } };
    };
    const told = (now: Result, baseline: Result) =>
      (markBaseline(now, baseline).warnings ?? []).filter((one) => !(now.warnings ?? []).includes(one));
    const [a, b] = [of('live', 'https://a:6443'), of('live', 'https://b:6443')];
    expect(told(a, a)).toEqual([]);
    expect(told(a, b)).toEqual([expect.stringContaining('may be from another cluster (https://b:6443)')]);
    expect(told(of('files'), of('files'))).toEqual([]);
    expect(told(of('files'), a)).toEqual([expect.stringContaining('from a cluster')]);
    expect(told(a, of('files'))).toEqual([expect.stringContaining('from files')]);
  });

  it('reports that it is of another cluster, or of other namespaces', () => {
    const uid = (result: Result, value: string): Result => ({
      ...result,
      cluster: { ...result.cluster, uid: value, name: `cluster ${value}` },
    });
    expect(markBaseline(uid(broken, 'a'), uid(stock, 'a')).warnings).toBeUndefined();
    expect(markBaseline(uid(broken, 'a'), uid(stock, 'b')).warnings).toEqual([
      expect.stringContaining('from another cluster (cluster b)'),
    ]);
    expect(markBaseline({ ...broken, namespace: 'shop' }, broken).warnings).toEqual([
      'the baseline covers all namespaces, this result namespace shop only',
    ]);
  });

  it('lets a subject count that is new in a known risk, and no longer one that is gone', () => {
    const of = (...members: string[]): Result => ({
      ...broken,
      verdicts: broken.verdicts.map((verdict, index) => (index === 0 ? { ...verdict, members } : verdict)),
    });
    const [one, two] = [of('User eve: exec'), of('User eve: exec', 'Group mallory: full access')];
    const first = (result: Result) => result.verdicts[0]?.inBaseline;
    expect(first(markBaseline(two, one))).toBeUndefined();
    expect(first(markBaseline(one, two))).toBe(true);
    expect(first(markBaseline(two, two))).toBe(true);
    // An older version did not name them.
    expect(first(markBaseline(two, broken))).toBe(true);
    expect(riskChanges(one, two)).toMatchObject([
      { field: 'members', before: 'none', after: 'Group mallory: full access', impact: 'worse' },
    ]);
    expect(riskChanges(two, one)).toMatchObject([{ field: 'members', impact: 'better' }]);
  });
});
