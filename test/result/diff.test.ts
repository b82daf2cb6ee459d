import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { diffExit } from '../../src/app/diff.ts';
import { diffResults, worseRisks } from '../../src/result/diff/index.ts';
import type { Change } from '../../src/result/diff/types.ts';
import type { Result, Severity } from '../../src/result/types.ts';
import { formatDiff } from '../../src/report/diff/index.ts';
import { evaluatedFile } from '../support/evaluated-results.ts';
import { recorded } from '../support/recorded.ts';
import { without } from '../support/without.ts';

let demo: Result;
let stock: Result;
let broken: Result;
beforeAll(async () => {
  [demo, stock, broken] = (await Promise.all(['demo', 'stock', 'broken'].map(evaluatedFile))) as [
    Result,
    Result,
    Result,
  ];
});

/** The same cluster for a user without most permissions. */
async function withoutPermissions(name: string): Promise<Result> {
  return assess(without(await recorded(name), 'pods', 'workloads', 'nodes', 'rbac', 'services'), {});
}

const sections = (changes: readonly Change[]) => new Set(changes.map(({ section }) => section));

describe('a diff', () => {
  it('of a state with itself is empty', async () => {
    for (const result of [demo, stock, broken]) {
      const diff = diffResults(result, result);
      expect(diff.changes).toEqual([]);
      expect(diff.warnings).toEqual([]);
    }
    expect(diffResults(await evaluatedFile('broken'), broken).changes).toEqual([]);
  });

  it('lists deteriorations: new risks and flags, each with the reason', () => {
    const { changes, summary } = diffResults(stock, broken);
    const added = changes.filter(({ section, kind }) => section === 'risks' && kind === 'added');
    const before = new Set(
      stock.verdicts.filter(({ verdict }) => verdict === 'fail').map((one) => one.fingerprint),
    );
    const fresh = new Set(
      broken.verdicts
        .filter(({ verdict, fingerprint }) => verdict === 'fail' && !before.has(fingerprint))
        .map(({ fingerprint }) => fingerprint),
    );
    expect(new Set(added.map(({ fingerprint }) => fingerprint))).toEqual(fresh);
    expect(added.length).toBeGreaterThan(3);
    expect(sections(changes).has('flags')).toBe(true);
    expect(changes.every(({ why }) => why.length > 5)).toBe(true);
    expect(summary.worse).toBe(changes.filter(({ impact }) => impact === 'worse').length);
    const impacts = changes.map(({ impact }) => ['worse', 'neutral', 'better'].indexOf(impact));
    expect(impacts).toEqual(impacts.toSorted((a, b) => a - b));
  });

  it('in reverse reports improvements, and fails no threshold', () => {
    const diff = diffResults(broken, stock);
    expect(
      diff.changes.filter(({ section, kind }) => section === 'risks' && kind === 'removed').length,
    ).toBeGreaterThan(3);
    const worse = worseRisks(diff).map(({ fingerprint }) => fingerprint);
    expect(
      worse.every((one) =>
        broken.verdicts.every(({ fingerprint, verdict }) => fingerprint !== one || verdict !== 'fail'),
      ),
    ).toBe(true);
  });

  it('never reports uncollected objects as removed', async () => {
    for (const name of ['demo', 'broken']) {
      const whole = await evaluatedFile(name);
      const { changes } = diffResults(whole, await withoutPermissions(name));
      const gone = changes.filter(({ kind }) => kind === 'removed');
      expect(gone.map(({ section, what }) => `${section}: ${what}`)).toEqual([]);
      expect(changes.filter(({ kind }) => kind === 'unclear').length).toBeGreaterThan(10);
      expect(changes.some(({ section }) => section === 'coverage')).toBe(true);
    }
  });

  it('reports no object as new that was not collected before', async () => {
    const { changes } = diffResults(await withoutPermissions('demo'), demo);
    const added = changes.filter(
      ({ kind, section }) =>
        kind === 'added' && ['nodes', 'node-pools', 'workloads', 'identities'].includes(section),
    );
    expect(added.map(({ section, what }) => `${section}: ${what}`)).toEqual([]);
    // A new risk is reported, with a note that it may be old.
    const risks = changes.filter(({ kind, section }) => kind === 'added' && section === 'risks');
    expect(risks.some(({ why }) => why.includes('unknown before'))).toBe(true);
  });

  it('of a cluster and files reports nothing as fixed that files do not contain', () => {
    const files: Result = {
      ...stock,
      source: 'files',
      coverage: broken.coverage.map((row) =>
        row.collector === 'workloads'
          ? { ...row, status: 'partial' }
          : { ...row, status: 'unavailable', count: 0 },
      ),
      verdicts: broken.verdicts.filter(({ verdict }) => verdict !== 'fail').slice(0, 1),
    };
    const { changes, warnings } = diffResults(broken, files);
    const risks = changes.filter(({ section }) => section === 'risks');
    expect(new Set(risks.map(({ kind }) => kind))).toEqual(new Set(['unclear']));
    expect(risks.length).toBeGreaterThan(10);
    expect(warnings.join()).toContain('OLD is from a cluster, NEW from files');
    const reverse = diffResults(files, broken).changes.filter(({ section }) => section === 'risks');
    expect(reverse.every(({ why }) => why.includes('may be old'))).toBe(true);
  });

  it('of two folders of manifests reports a fixed risk as removed, and one that an object still hides as unclear', () => {
    const failed = broken.verdicts.find(
      ({ verdict, object }) => verdict === 'fail' && object?.kind === 'Deployment',
    );
    if (!failed) throw new Error('no Deployment with a risk');
    const of = (source: Result['source'], ...verdicts: Result['verdicts']): Result => ({
      ...broken,
      source,
      coverage: broken.coverage.map((row) => ({ ...row, status: 'partial' })),
      verdicts,
    });
    const { object: _object, ...whole } = failed;
    const unknown = {
      ...whole,
      verdict: 'unknown' as const,
      message: 'data is incomplete',
      fingerprint: 'x',
    };
    const noRisk = { ...unknown, noRiskInData: true as const };
    const riskOf = ({ changes }: ReturnType<typeof diffResults>) =>
      changes.find(({ section }) => section === 'risks')?.kind;
    const kind = (source: Result['source'], now: typeof unknown) =>
      diffResults(of(source, failed), of(source, now)).changes.find(({ section }) => section === 'risks')
        ?.kind;
    expect(kind('files', noRisk)).toBe('removed');
    expect(kind('files', unknown)).toBe('unclear');
    // The object may be in a file that became invalid.
    const damaged = { ...of('files', noRisk), damage: '1 part of the input could not be read' };
    expect(riskOf(diffResults(of('files', failed), damaged))).toBe('unclear');
    // A list of a cluster may have ended elsewhere.
    expect(kind('live', noRisk)).toBe('unclear');
  });

  it('of two states with the same gaps reports what is gone as removed', () => {
    const gap = (result: Result): Result => ({
      ...result,
      source: 'files',
      coverage: result.coverage.map((row) => ({ ...row, status: 'partial' })),
    });
    const fixed = { ...gap(broken), verdicts: broken.verdicts.filter(({ verdict }) => verdict === 'pass') };
    const kinds = diffResults(gap(broken), fixed).changes.filter(({ section }) => section === 'risks');
    expect(new Set(kinds.map(({ kind }) => kind))).toContain('removed');
  });

  it('fails a run for new or worse risks, at or over the threshold', () => {
    const diff = diffResults(stock, broken);
    const exit = (now: Result, failOn: Severity | 'none', of = diff) => diffExit({ diff: of, now }, failOn);
    expect(worseRisks(diff).map(({ severity }) => severity)).toContain('high');
    expect(exit(broken, 'high')).toBe(1);
    expect(exit(broken, 'low')).toBe(1);
    expect(exit(broken, 'none')).toBe(0);
    expect(exit(broken, 'info', diffResults(broken, broken))).toBe(0);
    const nowhere: Result = {
      ...broken,
      namespace: 'x',
      coverage: broken.coverage.map((row) => ({ ...row, reason: 'namespace x not found' })),
    };
    expect(() => exit(nowhere, 'info')).toThrow('namespace x not found');
  });

  it('reports no risk outside of the selected namespace as fixed', () => {
    const { changes } = diffResults(demo, { ...demo, namespace: 'shop', verdicts: [] });
    const risks = changes.filter(({ section }) => section === 'risks');
    const elsewhere = risks.filter(({ object }) => object?.namespace === 'warehouse');
    expect(elsewhere.length).toBeGreaterThan(0);
    for (const { kind, impact, why } of elsewhere)
      expect([kind, impact, why]).toEqual(['unclear', 'neutral', 'the scope is namespace shop only']);
    const within = risks.filter(({ object }) => object?.name === 'shop');
    expect(within.map(({ kind }) => kind)).toContain('removed');
  });

  it.each([
    [['cluster-admin'], ['reads all Secrets'], 'better'],
    [['reads all Secrets'], ['cluster-admin'], 'worse'],
    [['reads all Secrets'], ['reads all Secrets', 'impersonates'], 'worse'],
    [['reads all Secrets'], ['impersonates'], 'neutral'],
    [['reads all Secrets'], [], 'better'],
  ] as const)('of permissions from %j to %j is %s', (before, after, impact) => {
    const [identity] = demo.identities;
    if (!identity) throw new Error('nobody');
    const having = (privileges: readonly string[]): Result => ({
      ...demo,
      identities: [{ ...identity, permissions: privileges }],
    });
    const { changes } = diffResults(having(before), having(after));
    expect(changes.filter(({ section }) => section === 'identities').map((one) => one.impact)).toEqual([
      impact,
    ]);
  });

  it('contains the edges of the map: node pools of workloads, targets of entry points', () => {
    const moved: Result = {
      ...demo,
      workloads: demo.workloads.map((row) =>
        row.name === 'cert-manager' ? { ...row, pools: ['elsewhere'] } : row,
      ),
      entryPoints: demo.entryPoints.map((row) =>
        row.workloads ? { ...row, workloads: ['shop/other'] } : row,
      ),
    };
    const fields = diffResults(demo, moved).changes.map(({ section, field }) => `${section} ${field ?? ''}`);
    expect(fields).toContain('workloads runs on');
    expect(fields).toContain('exposure leads to');
  });

  it.each<[number | undefined, number | undefined, readonly string[]]>([
    [3, 1, ['2 or more -> 1 worse']],
    [1, 2, ['1 -> 2 or more better']],
    [2, 0, ['2 or more -> 0 neutral']],
    [2, 30, []],
    [3, undefined, []],
  ])('replicas of %s and %s', (before, after, expected) => {
    const having = (count: number | undefined): Result => ({
      ...demo,
      workloads: demo.workloads.map(({ replicas: _replicas, ...row }) =>
        row.name === 'cart' && count !== undefined ? { ...row, replicas: count } : row,
      ),
    });
    const { changes } = diffResults(having(before), having(after));
    const own = changes.filter(({ field, kind }) => field === 'replicas' && kind === 'changed');
    expect(own.map((one) => `${one.before} -> ${one.after} ${one.impact}`)).toEqual(expected);
  });

  it('warns of waivers that match nothing', () => {
    const warning = '.archmap.yaml:3: the waiver for etcd/x (ops) expired on 2026-01-01 and is ignored';
    expect(diffResults(demo, { ...demo, warnings: [warning] }).warnings).toContain(warning);
  });

  it('describes additions: from where they are reachable, and at which ports', () => {
    const { changes } = diffResults({ ...demo, entryPoints: [] }, demo);
    const entryPointView = changes.find(({ what }) => what === 'LoadBalancer monitoring/grafana');
    expect(entryPointView).toMatchObject({
      kind: 'added',
      impact: 'worse',
      after: 'reach public; ports 80/tcp; addresses 203.0.113.82',
    });
  });

  it('does not count a new risk that is accepted', () => {
    const accepted: Result = {
      ...broken,
      verdicts: broken.verdicts.map((verdict) =>
        verdict.verdict === 'fail'
          ? { ...verdict, waiver: { reason: 'known', owner: 'ops', expires: '2027-01-31' } }
          : verdict,
      ),
    };
    expect(diffExit({ diff: diffResults(stock, accepted), now: accepted }, 'info')).toBe(0);
  });

  it('warns about two different clusters, or different scopes', () => {
    const other: Result = { ...stock, cluster: { ...stock.cluster, uid: 'another' }, namespace: 'shop' };
    const { warnings } = diffResults({ ...stock, cluster: { ...stock.cluster, uid: 'one' } }, other);
    expect(warnings.join('\n')).toContain('different clusters');
    expect(warnings.join('\n')).toContain('different scopes (namespaces)');
  });

  it.each(['table', 'wide', 'json', 'yaml', 'markdown', 'html'] as const)(
    'contains everything as %s',
    async (format) => {
      const diff = diffResults(stock, broken);
      const { text } = await formatDiff({ old: stock, now: broken, diff }, format, {
        color: false,
        headers: true,
        borders: false,
        width: 120,
      });
      const risk = diff.changes.find(({ section, kind }) => section === 'risks' && kind === 'added');
      const words = text.replaceAll(/&#\d+;|[^a-z]+/gi, ' ');
      expect(words).toContain((risk?.what ?? 'none').replaceAll(/[^a-z]+/gi, ' ').slice(0, 30));
      const same = await formatDiff({ old: stock, now: stock, diff: diffResults(stock, stock) }, format, {
        color: false,
        headers: true,
        borders: false,
        width: 120,
      });
      expect(same.text.trim()).not.toBe('');
    },
  );
});
