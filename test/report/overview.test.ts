import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { overview } from '../../src/report/overview.ts';
import { createSnapshotBuilder } from '../../src/snapshot/builder.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../src/snapshot/types.ts';
import { largeSnapshot } from './support/large.ts';

const options = { color: false, headers: true, borders: false, width: 80 };

describe('overview of a large cluster', () => {
  const text = overview(assess(largeSnapshot(), {}), options);
  const lines = text.split('\n');

  it('stays on one screen of 80 columns whatever the names are', () => {
    expect(lines.length).toBeLessThanOrEqual(62);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('says how many there are and how many it did not list', () => {
    expect(text).toContain('NODES  5000');
    expect(text).toContain('NAMESPACES  400');
    expect(text).toMatch(/and 394 more: kubectl archmap get namespaces/);
    expect(text).toMatch(/and 895 more: kubectl archmap get exposure/);
    expect(text).toContain('NODES  5000, 100 with a public address');
  });

  it('counts every node in the pools that it shows or sums up', () => {
    const shown = lines.flatMap((line) => /^ {2}(\d+) x /.exec(line)?.slice(1) ?? []).map(Number);
    const rest = Number(/and (\d+) nodes? of \d+ more kinds?/.exec(text)?.[1] ?? 0);
    expect(shown.reduce((sum, count) => sum + count, rest)).toBe(5000);
  });

  it('ends with the next command', () => {
    expect(lines.at(-1)).toMatch(/^Next: kubectl archmap \w+/);
  });
});

describe('overview of what nobody may see', () => {
  it('says so instead of showing an empty, healthy cluster', () => {
    const builder = createSnapshotBuilder();
    builder.outcome({
      collector: 'nodes',
      status: 'forbidden',
      count: 0,
      reason: 'forbidden',
      missing: [{ verb: 'list', resource: 'nodes' }],
    });
    builder.outcome({
      collector: 'pods',
      status: 'forbidden',
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
    expect(text).toContain('no verdict has evidence');
    expect(text).not.toMatch(/\bhealthy\b/);
    expect(text).toContain('Next: kubectl archmap rbac');
  });
});
