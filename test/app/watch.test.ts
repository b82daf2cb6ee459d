import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { AppIo } from '../../src/app/types.ts';
import { watchCluster } from '../../src/app/watch.ts';
import type { WatchEvent } from '../../src/app/watch.ts';
import { wholeCluster } from '../collect/support/cluster.ts';
import { fakeServer, sendStatus } from '../collect/support/server.ts';

function ioWith(signal: AbortSignal): AppIo {
  return {
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    env: { HOME: '/nonexistent' },
    signal,
    now: () => new Date('2026-12-01T00:00:00Z'),
    progress: () => undefined,
    note: () => undefined,
  };
}

const namespace = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, uid: `u-${name}` },
});

describe('watching a cluster', () => {
  it('tells what changed, what did not, and failures in between; ends with the signal', async () => {
    let refused = false;
    const settings = wholeCluster({
      override: (_request, response) => refused && sendStatus(response, 503, 'not now'),
    });
    const items = {
      ...settings.items,
      '/api/v1/namespaces': [...(settings.items?.['/api/v1/namespaces'] ?? [])],
    };
    const server = await fakeServer({ ...settings, items });
    const stop = new AbortController();
    const events: WatchEvent[] = [];
    const steps = [
      () => undefined,
      () => items['/api/v1/namespaces'].push(namespace('new-team')),
      () => (refused = true),
      () => (refused = false),
      () => stop.abort(),
    ];
    try {
      const source = { connection: { server: server.url } };
      const watched = { source, selection: { only: ['namespaces'] }, gateInputs: {}, everyMs: 5 };
      for await (const event of watchCluster(watched, ioWith(stop.signal))) {
        events.push(event);
        steps[events.length - 1]?.();
      }
    } finally {
      await server.close();
    }
    expect(events.map(({ kind }) => kind)).toEqual(['first', 'same', 'changed', 'failed', 'same']);
    const changed = events.find((event) => event.kind === 'changed');
    expect(JSON.stringify(changed?.diff.changes)).toContain('new-team');
  });

  it('fails like any command if the first collection fails, and refuses files', async () => {
    const io = ioWith(new AbortController().signal);
    const watched = { selection: {}, gateInputs: {}, everyMs: 5 };
    const first = async (source: object) =>
      await watchCluster({ ...watched, source: { connection: {}, ...source } }, io).next();
    await expect(first({ connection: { server: 'http://127.0.0.1:9' } })).rejects.toThrow();
    await expect(first({ demo: true })).rejects.toThrow('--watch requires a live cluster');
    await expect(first({ from: ['x.yaml'] })).rejects.toThrow('--watch requires a live cluster');
  });
});
