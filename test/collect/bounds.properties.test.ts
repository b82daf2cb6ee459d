import { createGzip } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { isDense } from '../../src/shared/dense.ts';
import type { CollectorId } from '../../src/snapshot/types.ts';
import { pod, wholeCluster } from './support/cluster.ts';
import { collectFrom } from './support/run.ts';
import type { Override } from './support/server.ts';
import { sendJson } from './support/server.ts';

/** Sends `piece` until the client disconnects or `bytes` are sent. */
async function flood(
  response: ServerResponse,
  piece: Buffer,
  bytes: number,
  to: Writable = response,
): Promise<void> {
  const closed = new Promise<void>((resolve) => response.on('close', resolve));
  for (let sent = 0; sent < bytes && !response.destroyed; sent += piece.length)
    if (!to.write(piece)) await Promise.race([closed, new Promise((resolve) => to.once('drain', resolve))]);
  if (!response.destroyed) to.end();
}

const MB = 1024 * 1024;
const ENDLESS = 4_096 * MB;

const endless =
  (path: RegExp, type: string, piece: string, bytes = ENDLESS): Override =>
  (request, response) => {
    if (request.method !== 'GET' || !path.test(request.path)) return false;
    response.writeHead(200, { 'content-type': type });
    void flood(response, Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length))), bytes);
    return true;
  };

/** A few kilobytes on the wire that decompress to more than the client reads. */
const bomb =
  (path: RegExp): Override =>
  (request, response) => {
    if (!path.test(request.path)) return false;
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    const packed = createGzip({ level: 1 });
    packed.pipe(response);
    void flood(response, Buffer.alloc(65_536, ' '), ENDLESS, packed);
    return true;
  };

async function outcomeOf(id: CollectorId, override: Override, others: readonly CollectorId[] = ['rbac']) {
  const { outcome, snapshot } = await collectFrom(wholeCluster({ override }));
  for (const other of others) expect(outcome(other).status).toBe('ok');
  return { ...outcome(id), snapshot };
}

describe('an unbounded response', () => {
  it.each<[string, CollectorId, Override, string]>([
    [
      '60 MB of flags',
      'flagz',
      endless(/^\/flagz$/, 'text/plain', 'flag=x\n', 60 * MB),
      '/flagz exceeds 1 MiB',
    ],
    [
      'unbounded metrics',
      'metrics',
      endless(/^\/metrics$/, 'text/plain', 'apiserver_audit_level_total{a="b"} 1\n'),
      '/metrics: the response exceeds 256 MiB',
    ],
    [
      'unbounded metrics in one line',
      'metrics',
      endless(/^\/metrics$/, 'text/plain', 'x'),
      '/metrics: the response exceeds 256 MiB',
    ],
    [
      'unbounded health',
      'health',
      endless(/^\/readyz$/, 'text/plain', '[+]ping ok\n'),
      '/readyz?verbose exceeds 8 MiB',
    ],
    [
      'unbounded discovery',
      'discovery',
      endless(/^\/apis$/, 'application/json', ' '),
      '/apis exceeds 16 MiB',
    ],
    [
      'an unbounded ConfigMap',
      'configmaps',
      endless(/\/configmaps\/coredns$/, 'application/json', ' '),
      'configmaps/coredns exceeds 8 MiB',
    ],
    [
      'one unbounded object',
      'nodes',
      endless(/\/nodes$/, 'application/json', 'x'),
      'nodes: the response exceeds 16 MiB',
    ],
    [
      'a list that decompresses without bound',
      'nodes',
      bomb(/\/nodes$/),
      'nodes: the response exceeds 16 MiB',
    ],
    [
      'metrics that decompress without bound',
      'metrics',
      bomb(/^\/metrics$/),
      '/metrics: the response exceeds 256 MiB',
    ],
  ])('%s', async (_what, id, override, reason) => {
    const { status, reason: reported } = await outcomeOf(id, override);
    expect(status).toMatch(/^(?:collection-failed|partial)$/);
    expect(reported).toContain(reason);
  });

  it('unreadable flags do not affect metrics', async () => {
    await outcomeOf('flagz', endless(/^\/flagz$/, 'text/plain', 'flag=x\n'), ['metrics', 'leases']);
  });

  it('an unbounded 403 is still permission denied', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        override: (request, response) => {
          if (!request.path.endsWith('/nodes')) return false;
          response.writeHead(403, { 'content-type': 'application/json' });
          void flood(response, Buffer.alloc(65_536, 'x'), ENDLESS);
          return true;
        },
      }),
    );
    expect(outcome('nodes').status).toBe('permission-denied');
  });
});

describe('an unbounded list', () => {
  const pods = (items: () => readonly object[]) =>
    outcomeOf(
      'pods',
      ({ path }, response) =>
        path === '/api/v1/pods' &&
        sendJson(response, 200, {
          kind: 'PodList',
          apiVersion: 'v1',
          metadata: { continue: `${Math.random()}` },
          items: items(),
        }),
    );

  it('that repeats the same page is bounded, and each object is kept once', async () => {
    const page = Array.from({ length: 500 }, (_, i) => pod(`web-${i}`));
    const { status, reason, snapshot } = await pods(() => page);
    expect(status).toBe('partial');
    expect(reason).toContain('more than 500000 objects of one kind');
    expect(snapshot.records.pod).toHaveLength(500);
  });

  it('of short pages is bounded', async () => {
    const { status, reason } = await pods(() => [pod(`web-${Math.random()}`)]);
    expect(status).toBe('partial');
    expect(reason).toContain('10000 pages');
  });

  it('of empty values is discarded before it is parsed', async () => {
    const { status, reason } = await outcomeOf('nodes', ({ path }, response) => {
      if (path !== '/api/v1/nodes') return false;
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(`{"kind":"NodeList","apiVersion":"v1","metadata":{},"items":[${'{},'.repeat(2_000_000)}{}]}`);
      return true;
    });
    expect(status).toBe('collection-failed');
    expect(reason).toContain('6 MiB of almost empty values');
  });

  it('nested deeper than the parser reads does not affect other lists', async () => {
    const deep = `${'{"aaaaaaaaaa":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const { snapshot } = await outcomeOf('availability', ({ path }, response) => {
      if (!path.endsWith('/poddisruptionbudgets')) return false;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        `{"kind":"PodDisruptionBudgetList","apiVersion":"policy/v1","metadata":{},"items":[{"metadata":{"name":"a","namespace":"b"},"spec":{"selector":${deep}}}]}`,
      );
      return true;
    });
    expect(JSON.stringify(snapshot.records).length).toBeGreaterThan(0);
  });
});

describe('unbounded discovery', () => {
  it('of very many groups is read in part, and reported as partial', async () => {
    const groups = Array.from({ length: 20_000 }, (_, i) => ({
      metadata: { name: `g${i}.example.com` },
      versions: [{ version: 'v1', resources: [] }],
    }));
    const { status, reason } = await outcomeOf(
      'discovery',
      ({ path }, response) =>
        path === '/apis' && sendJson(response, 200, { kind: 'APIGroupDiscoveryList', items: groups }),
    );
    expect(status).toBe('partial');
    expect(reason).toContain('discovery names 20000 API groups, of which 5000 were read');
  });

  it('of an old server requests a limited number of groups', async () => {
    const groups = Array.from({ length: 3_000 }, (_, i) => ({
      name: `g${i}.example.com`,
      versions: [{ version: 'v1' }],
    }));
    const { requests, outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }, response) =>
          path === '/apis' && sendJson(response, 200, { kind: 'APIGroupList', groups }),
      }),
    );
    expect(requests.filter(({ path }) => path.includes('example.com'))).toHaveLength(1_000);
    expect(outcome('discovery').status).toBe('partial');
  });
});

describe('the density of JSON', () => {
  it.each([
    ['empty objects', '{},'.repeat(1_000_000), true],
    ['brackets in brackets', '['.repeat(1_000_000), true],
    ['digits', '1,'.repeat(1_000_000), true],
    ['few empty objects', '{},'.repeat(1_000), false],
    [
      'ordinary objects',
      '{"metadata":{"name":"web-1","namespace":"shop"},"spec":{"x":"some text"}},'.repeat(60_000),
      false,
    ],
    ['one long text', `"${'x'.repeat(8 * MB)}"`, false],
    ['empty objects after a long text', `"${'x'.repeat(2 * MB)}",${'{},'.repeat(3_000_000)}`, true],
  ])('%s', (_what, text, dense) => {
    expect(isDense(Buffer.from(text))).toBe(dense);
  });
});
