import { describe, expect, it } from '@jest/globals';
import { read } from './support/io.ts';

const HEADER =
  '{"format":"archmap-snapshot","schemaVersion":1,"tool":"t","takenAt":"2026-11-01T00:00:00Z","source":"live"}';

function snapshotOf(version: 1 | 2, group: string, kind: string): string {
  const record = { group, kind, namespace: 'shop', name: 'x', labels: {}, annotations: {}, spec: {} };
  return [
    HEADER.replace('"schemaVersion":1', `"schemaVersion":${version}`),
    JSON.stringify({ t: 'custom', d: record }),
    JSON.stringify({ t: 'outcome', d: { collector: 'istio', status: 'ok', count: 1 } }),
    JSON.stringify({ t: 'end', d: { records: 1, outcomes: 1 } }),
    '',
  ].join('\n');
}

describe('a snapshot of version 1', () => {
  it('does not count as complete for kinds of which it kept the name only', async () => {
    const { records, outcomes } = (await read('-', snapshotOf(1, 'security.istio.io', 'AuthorizationPolicy')))
      .snapshot;
    expect(records.custom).toEqual([]);
    expect(outcomes.get('istio')).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining('does not contain the fields of AuthorizationPolicy'),
    });
  });

  it('keeps kinds with the fields that it had, and version 2 all of them', async () => {
    for (const text of [
      snapshotOf(1, 'security.istio.io', 'PeerAuthentication'),
      snapshotOf(2, 'security.istio.io', 'AuthorizationPolicy'),
    ]) {
      const { records, outcomes } = (await read('-', text)).snapshot;
      expect(records.custom).toHaveLength(1);
      expect(outcomes.get('istio')?.status).toBe('ok');
    }
  });
});
