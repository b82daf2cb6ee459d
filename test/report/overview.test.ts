import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import type { Result } from '../../src/result/types.ts';
import { overview } from '../../src/report/overview.ts';
import { createSnapshotBuilder } from '../../src/snapshot/builder.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../src/snapshot/types.ts';
import { snapshotOf, workload } from '../model/support/cluster.ts';
import { recorded } from '../support/recorded.ts';
import { largeSnapshot } from './support/large.ts';

const options = { color: false, headers: true, borders: false, width: 80 };

describe('overview for other screen widths', () => {
  const widthOf = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
  let result: Promise<Result> | undefined;
  const demo = async (width?: number) => {
    result ??= recorded('demo').then((snapshot) => assess(snapshot, {}));
    return overview(await result, {
      color: false,
      headers: true,
      borders: false,
      ...(width !== undefined && { width }),
    });
  };

  it('uses a wide screen and truncates no name that fits', async () => {
    const [narrow, wide] = [await demo(80), await demo(120)];
    expect(narrow).toContain('…');
    expect(wide).toContain('kubernetes-dashboard/kubernetes-dashboard');
    expect(wide).not.toContain('…');
    expect(widthOf(wide)).toBeGreaterThan(80);
    expect(widthOf(wide)).toBeLessThanOrEqual(120);
    expect(await demo(500)).toBe(wide);
  });

  it('is 80 columns by default', async () => {
    expect(await demo()).toBe(await demo(80));
  });

  it('truncates no count of risks on a narrow screen', async () => {
    const text = await demo(60);
    const lines = text.split('\n').filter((line) => !line.startsWith('Next: '));
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
    const risks = (screen: string) =>
      screen
        .match(/^ {2}[a-z…-]+ .* (?:critical|high|medium|low|more|info)$/gm)
        ?.map((line) => line.split(/ {3,}/).at(-1));
    expect(risks(text)?.length).toBeGreaterThan(3);
    for (let width = 60; width <= 120; width++) expect(risks(await demo(width))?.join()).not.toContain('…');
    expect(await demo(20)).toBe(text);
  });
});

describe('omitted failed checks', () => {
  it('are counted by check, not by check and severity', async () => {
    const result = assess(await recorded('demo'), {});
    const failed = new Set(
      result.verdicts.filter(({ verdict }) => verdict === 'fail').map(({ check }) => check),
    );
    const text = overview(result, options);
    const shown = new Set(text.match(/^ {12}[a-z-]+\/[a-z-]+(?=:)/gm)?.map((line) => line.trim()));
    expect(shown.size).toBeGreaterThan(0);
    expect(text).toContain(`and ${failed.size - shown.size} more failed checks`);
  });
});

describe('incomplete evidence', () => {
  it('names the data source, and whether a verdict depends on it', async () => {
    const snapshot = await recorded('demo');
    const open = assess(snapshot, {}).verdicts.flatMap(({ verdict, check }) =>
      verdict === 'unknown' ? [check] : [],
    );
    const text = overview(assess(snapshot, { skip: open }), options);
    expect(text).toMatch(
      /NOT FULLY COLLECTED {2}no result is unknown because of it\n {2}\/flagz of the API server/,
    );
    expect(text).toContain('kubelet configuration: not requested; use --kubelet');
    const outcomes = new Map(snapshot.outcomes);
    outcomes.set('nodes', { collector: 'nodes', status: 'permission-denied', count: 0 });
    const less = overview(assess({ ...snapshot, outcomes }, {}), options);
    expect(less).not.toContain('no result is unknown');
    expect(less).toMatch(/\d+ results are unknown/);
  });
});

describe('permissions of the user', () => {
  it('are reported in one line if some are missing', async () => {
    const snapshot = await recorded('demo');
    expect(overview(assess(snapshot, {}), options)).not.toContain('you may read');
    const permission = snapshot.records.permission.map((record, index) => ({
      ...record,
      allowed: index >= 30,
    }));
    const result = assess({ ...snapshot, records: { ...snapshot.records, permission } }, {});
    const evaluated = permission.length;
    expect(result.permissions).toMatchObject({ evaluated });
    expect(overview(result, options)).toMatch(
      new RegExp(`^  \\d+ of ${evaluated} requested permissions granted$`, 'm'),
    );
  });

  it('are omitted if they were not requested', () => {
    expect(assess(largeSnapshot(), {})).not.toHaveProperty('permissions');
  });
});

describe('overview of a large cluster', () => {
  const text = overview(assess(largeSnapshot(), {}), options);
  const lines = text.split('\n');

  it('fits one screen of 80 columns for all names', () => {
    expect(lines.length).toBeLessThanOrEqual(62);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('reports how many objects exist and how many are not listed', () => {
    expect(text).toContain('NODES  5000');
    expect(text).toContain('NAMESPACES  400');
    expect(text).toMatch(/and 394 more: kubectl archmap get namespaces/);
    expect(text).toMatch(/and 896 more: kubectl archmap get exposure/);
    expect(text).toContain('NODES  5000 (100 with external IP)');
  });

  it('counts every node in the listed or summarized pools', () => {
    const shown = lines.flatMap((line) => /^ {2}(\d+) x /.exec(line)?.slice(1) ?? []).map(Number);
    const rest = Number(/and (\d+) nodes? of \d+ more kinds?/.exec(text)?.[1] ?? 0);
    expect(shown.reduce((sum, count) => sum + count, rest)).toBe(5000);
  });

  it('ends with the next command', () => {
    expect(lines.at(-1)).toMatch(/^Next: kubectl archmap \w+/);
  });
});

describe('overview without permissions', () => {
  it('reports it instead of an empty, healthy cluster', () => {
    const builder = createSnapshotBuilder();
    builder.outcome({
      collector: 'nodes',
      status: 'permission-denied',
      count: 0,
      reason: 'forbidden',
      missing: [{ verb: 'list', resource: 'nodes' }],
    });
    builder.outcome({
      collector: 'pods',
      status: 'permission-denied',
      count: 0,
      reason: 'forbidden',
      missing: [{ verb: 'list', resource: 'pods' }],
    });
    const snapshot = builder.finish(
      {
        format: SNAPSHOT_FORMAT,
        schemaVersion: SNAPSHOT_VERSION,
        tool: 'test',
        takenAt: '2026-11-24T00:00:00.000Z',
        source: 'live',
      },
      'not collected',
    );
    const text = overview(assess(snapshot, {}), options);
    expect(text).toContain('list nodes, list pods');
    expect(text).toContain('no check could be evaluated');
    expect(text).not.toMatch(/\bhealthy\b/);
    expect(text).toContain('Next: kubectl archmap rbac');
  });
});

describe('partially collected storage', () => {
  it('is not zero, and its numbers are lower bounds', async () => {
    const whole = await recorded('demo');
    const partly = {
      ...whole,
      records: { ...whole.records, storageClass: [] },
      outcomes: new Map(whole.outcomes).set('storage', {
        collector: 'storage',
        status: 'partial' as const,
        count: 16,
        reason: 'not allowed to list storageclasses',
      }),
    };
    expect(overview(assess(whole, {}), options)).toContain('2 storage classes (');
    expect(overview(assess(partly, {}), options)).toContain('? storage classes, 8+ volumes, 8+ claims');
  });
});

describe('the overview of manifests', () => {
  it('has the workloads and their namespaces, and no section that the files say nothing about', () => {
    const files = {
      source: 'files',
      partial: ['workloads'],
      unavailable: ['pods', 'namespaces', 'services'],
    } as const;
    const shop = assess(snapshotOf(files, workload('Deployment', 'web', 'w', { namespace: 'shop' })), {});
    const text = overview(shop, options);
    expect(text).toContain('NAMESPACES\n  named by workloads only: shop\n');
    expect(text).toMatch(/WORKLOADS.*\n {2}1 Deployment\n/);
    for (const name of ['CONTROL PLANE', 'NODES', 'ADD-ONS', 'ENTRY POINTS', 'STORAGE AND IDENTITIES'])
      expect(text).not.toContain(name);
  });

  it('counts workloads by kind and names those that are not ready', async () => {
    const demo = assess(await recorded('demo'), {});
    expect(overview(demo, options)).toMatch(/WORKLOADS {2}\d+\n {2}\d+ Deployments, \d+ StatefulSets, /);
    const first = demo.workloads.find(({ kind }) => kind === 'Deployment');
    const behind = demo.workloads.map((row) => (row === first ? { ...row, ready: 0, replicas: 3 } : row));
    expect(overview({ ...demo, workloads: behind }, options)).toContain(
      `not ready: ${first?.namespace ?? ''}/${first?.name ?? ''} (0/3)`,
    );
  });
});
