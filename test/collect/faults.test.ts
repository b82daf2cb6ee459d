import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HeldTimer } from '../support/held-timer.ts';
import { holdTimer } from '../support/held-timer.ts';
import { pod, wholeCluster } from './support/cluster.ts';
import { collectAt, collectFrom } from './support/run.ts';
import { fakeServer, sendJson, sendStatus } from './support/server.ts';

const error = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (thrown: unknown) => thrown,
  );

describe('when the run itself cannot continue', () => {
  it('stops with the reason when no server listens', async () => {
    const server = await fakeServer();
    await server.close();
    expect(await error(collectAt(server.url))).toMatchObject({ code: 'unreachable' });
  });

  it('stops when the server rejects the credentials everywhere', async () => {
    const work = collectFrom({
      override: ({ path }, response) =>
        path === '/version'
          ? sendJson(response, 200, { gitVersion: 'v1.37.2' })
          : sendStatus(response, 401, 'Unauthorized'),
    });
    expect(await error(work)).toMatchObject({ code: 'credentials' });
  });

  it('stops when the server is not an API server', async () => {
    const work = collectFrom({
      override: (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>');
        return true;
      },
    });
    expect(await error(work)).toMatchObject({ code: 'http', hint: expect.stringContaining('--server') });
  });

  it('stops at once on Ctrl-C, in the middle of a list', async () => {
    const controller = new AbortController();
    const work = collectFrom(
      wholeCluster({
        override: ({ path }) => {
          if (path !== '/api/v1/pods') return false;
          controller.abort();
          return true;
        },
      }),
      { signal: controller.signal },
    );
    expect(await error(work)).toMatchObject({ code: 'cancelled' });
  });

  it('does not start when it was already cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const server = await fakeServer(wholeCluster());
    try {
      expect(await error(collectAt(server.url, { signal: controller.signal }))).toMatchObject({
        code: 'cancelled',
      });
      expect(server.requests).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

describe('at the total deadline', () => {
  const deadlineMs = 1_234_567;
  let deadline: HeldTimer;
  beforeEach(() => {
    deadline = holdTimer(deadlineMs);
  });
  afterEach(() => deadline.release());

  it('keeps the received data, and reports the timeout for the rest', async () => {
    const pods = Array.from({ length: 700 }, (_, i) => pod(`web-${i}`));
    // The second page of the pods, and the nodes, never arrive. The deadline passes when both were requested and the first page was read.
    const open = new Set(['nodes', 'page 2', 'page 1']);
    const seen = (what: string) => {
      if (open.delete(what) && open.size === 0) deadline.end();
      return true;
    };
    const { snapshot, outcome } = await collectFrom(
      wholeCluster({
        items: { '/api/v1/pods': pods },
        override: ({ path, query }) =>
          path === '/api/v1/nodes' ? seen('nodes') : query.get('continue') === '500' && seen('page 2'),
      }),
      { deadlineMs, onProgress: (text) => text.includes('pods') && text.includes('500') && seen('page 1') },
    );
    expect(outcome('nodes')).toMatchObject({
      status: 'collection-failed',
      count: 0,
      reason: expect.stringContaining('timeout of 1234.567 s'),
    });
    expect(outcome('pods')).toMatchObject({ status: 'partial', count: 500 });
    expect(snapshot.records.pod).toHaveLength(500);
    expect(outcome('discovery').status).toBe('ok');
  });

  it('sends no further requests', async () => {
    let pages = 0;
    const server = await fakeServer(
      wholeCluster({
        override: ({ path }, response) => {
          if (path.startsWith('/apis/authorization.k8s.io')) {
            response.writeHead(429, { 'retry-after': '0' }).end();
            return true;
          }
          if (path !== '/api/v1/pods') return false;
          // The pages of the pods never end.
          if (++pages === 5) deadline.end();
          return sendJson(response, 200, {
            kind: 'PodList',
            metadata: { continue: String(pages) },
            items: [pod('web-1')],
          });
        },
      }),
    );
    try {
      const { outcome } = await collectAt(server.url, { deadlineMs });
      expect(outcome('pods').reason).toContain('timeout of');
      // Requests on their way have arrived when no connection is left.
      await server.idle();
      const requested = server.requests.length;
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(server.requests.length).toBe(requested);
    } finally {
      await server.close();
    }
  });

  it('stops a collector that waits for another one', async () => {
    const { outcome } = await collectFrom(
      wholeCluster({
        override: ({ path }) => {
          if (!path.endsWith('/leases')) return false;
          deadline.end();
          return true;
        },
      }),
      { deadlineMs },
    );
    for (const id of ['leases', 'metrics', 'flagz'] as const)
      expect(outcome(id)).toMatchObject({
        status: 'collection-failed',
        reason: expect.stringContaining('timeout of'),
      });
  });
});
