import { describe, expect, it } from '@jest/globals';
import { createFleet } from '../../../src/result/fleet/fold.ts';
import { summarizeResult } from '../../../src/result/fleet/summarize.ts';
import type { Result, Severity, Verdict } from '../../../src/result/types.ts';
import { evaluatedFile } from '../../support/evaluated-results.ts';

const demo = await evaluatedFile();
const waiver = { reason: 'r', owner: 'o', expires: '2030-01-01' };

function named(context: string, more: Partial<Result> = {}): Result {
  return {
    ...demo,
    ...more,
    cluster: { ...demo.cluster, context, server: `https://${context}`, uid: context, ...more.cluster },
  };
}

/** The same result with the severity of one check changed. */
function withSeverity(result: Result, check: string, severity: Severity): Result {
  return {
    ...result,
    verdicts: result.verdicts.map((verdict) =>
      verdict.check === check ? { ...verdict, severity } : verdict,
    ),
  };
}

const open = (verdicts: readonly Verdict[]) =>
  verdicts.filter((verdict) => verdict.verdict === 'fail' && verdict.waiver === undefined);

describe('the summary of a result', () => {
  it('counts open risks per check, and the checks without an unknown result', () => {
    const { cluster, risks, infos } = summarizeResult(demo);
    expect(risks.reduce((sum, risk) => sum + risk.risks, 0)).toBe(open(demo.verdicts).length);
    expect(infos.map(({ id }) => id).sort()).toEqual(
      [...new Set(open(demo.verdicts).map(({ check }) => check))].sort(),
    );
    const undecided = new Set(
      demo.verdicts.flatMap(({ check, verdict }) =>
        verdict === 'unknown' || verdict === 'error' ? [check] : [],
      ),
    );
    expect(cluster.facts?.coverage).toEqual({
      checks: demo.checks.length,
      decided: demo.checks.length - undecided.size,
    });
    expect(cluster.facts?.worst?.severity).toBe('critical');
  });

  it('leaves accepted risks out', () => {
    const accepted = demo.verdicts.map((verdict) =>
      verdict.verdict === 'fail' ? { ...verdict, waiver } : verdict,
    );
    const { cluster, risks } = summarizeResult({ ...demo, verdicts: accepted });
    expect(risks).toEqual([]);
    expect(cluster.facts?.worst).toBeUndefined();
  });

  it('is partial when data was refused, failed or ended early, not for a sample or with -n', () => {
    const stateOf = (coverage: Partial<Result['coverage'][number]>, more: Partial<Result> = {}) => {
      const row = { collector: 'pods', title: 'pods', area: 'workloads', count: 0, missing: [], notes: [] };
      const rows = [{ ...row, status: 'ok' as const, ...coverage }];
      return summarizeResult({ ...demo, ...more, coverage: rows }, { sampled: new Set(['metrics']) }).cluster
        .state;
    };
    expect(stateOf({})).toBe('complete');
    expect(stateOf({ status: 'unavailable' })).toBe('complete');
    expect(stateOf({ status: 'permission-denied', missing: ['list pods'] })).toBe('partial');
    expect(stateOf({ status: 'collection-failed' })).toBe('partial');
    expect(stateOf({ status: 'partial' })).toBe('partial');
    expect(stateOf({ status: 'partial', collector: 'metrics' })).toBe('complete');
    const limited = { status: 'partial', reason: 'limited to namespace shop (-n)' } as const;
    expect(stateOf(limited, { namespace: 'shop' })).toBe('complete');
  });
});

describe('a fleet', () => {
  const [first] = open(demo.verdicts);
  const check = first?.check ?? '';
  const summaries = [
    summarizeResult(named('b')),
    summarizeResult(withSeverity(named('a'), check, 'low')),
    summarizeResult({
      ...named('c'),
      checks: demo.checks.map((one) => ({ ...one, title: `${one.title} (new)` })),
      tool: 'z',
    }),
  ];

  it('gives the same report in whatever order clusters finish', () => {
    const reports = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ].map((order) => {
      const fleet = createFleet();
      fleet.addWithout({ name: 'dead', state: 'failed', error: 'refused' });
      for (const at of order) fleet.add(summaries[at] ?? summarizeResult(demo));
      fleet.addWithout({ name: 'away', state: 'interrupted' });
      return JSON.stringify(fleet.report());
    });
    expect(new Set(reports).size).toBe(1);
  });

  it('lists a risk once, with its clusters, their severities and the highest of them', () => {
    const fleet = createFleet();
    for (const summary of summaries) fleet.add(summary);
    const { risks, items, summary } = fleet.report();
    const risk = risks.find((one) => one.check === check);
    expect(risk).toMatchObject({ severity: first?.severity });
    expect(risk?.clusters.map(({ name, severity }) => [name, severity]).sort()).toEqual([
      ['a', 'low'],
      ['b', first?.severity],
      ['c', first?.severity],
    ]);
    expect(risks.map((one) => one.check)).toEqual([...new Set(risks.map((one) => one.check))]);
    expect(summary.clusters).toMatchObject({ total: 3, failed: 0 });
    expect(items).toHaveLength(3);
  });

  it('tells clusters with the same name apart, and reports one cluster under two names', () => {
    const fleet = createFleet();
    fleet.add(
      summarizeResult(named('same', { cluster: { ...demo.cluster, context: 'same', server: 'https://1' } }), {
        file: 'x.json',
      }),
    );
    fleet.add(
      summarizeResult(named('same', { cluster: { ...demo.cluster, context: 'same', server: 'https://2' } }), {
        file: 'y.json',
      }),
    );
    expect(fleet.report().items.map(({ name }) => name)).toEqual(['same (x.json)', 'same (y.json)']);
    expect(fleet.report().warnings).toEqual([]);
    fleet.add(summarizeResult(named('b'), { name: 'b' }));
    fleet.add(summarizeResult(named('b'), { name: 'again' }));
    expect(fleet.report().warnings).toEqual([
      'again and b are the same cluster; its risks are counted twice',
    ]);
  });

  it('without clusters is empty', () => {
    expect(createFleet().report()).toMatchObject({
      risks: [],
      items: [],
      summary: { clusters: { total: 0 } },
    });
  });
});
